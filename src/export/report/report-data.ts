/** The records inside of a report file: what is needed to check it again. */
import type { RecordSource } from '../exported-record';
import type { ReportAbout } from './report-model';

/** The name of the attachment, and the id of the script element. */
export const dataName = 'fieldgrade-report.json';
export const dataId = 'fieldgrade-report';

/** The JSON document in pieces: one piece per record. */
export async function* reportData(
  records: RecordSource,
  { madeAt, appBuild, head }: ReportAbout,
): AsyncGenerator<string> {
  const { client, site, inspector, summary } = head;
  const about = {
    format: dataId,
    version: 1,
    madeAt: madeAt.toISOString(),
    appBuild,
    client,
    site,
    inspector,
    summary,
  };
  yield `${JSON.stringify(about).slice(0, -1)},"records":[`;
  let comma = '';
  for await (const { record } of records()) {
    yield `${comma}\n${JSON.stringify(record)}`;
    comma = ',';
  }
  yield '\n]}\n';
}
