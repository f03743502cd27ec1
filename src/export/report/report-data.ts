import { reportDataFormat, type ReportData } from '../../domain/report-data';
import type { RecordSource } from '../exported-record';
import type { ReportAbout } from './report-model';

/** The name of the attachment of a PDF. */
export const attachmentName = 'fieldgrade-report.json';

/** The records of a report as JSON in pieces, one per record. `ReportData` in one line per record. */
export async function* reportData(records: RecordSource, about: ReportAbout): AsyncGenerator<string> {
  const { madeAt, appBuild, head } = about;
  const { client, site, inspector, summary } = head;
  const first: Omit<ReportData, 'records'> = {
    ...{ format: reportDataFormat, version: 1, madeAt: madeAt.toISOString(), appBuild },
    ...{ client, site, inspector, summary },
  };
  yield `${JSON.stringify(first).slice(0, -1)},"records":[`;
  let comma = '';
  for await (const { record } of records()) {
    yield `${comma}\n${JSON.stringify(record)}`;
    comma = ',';
  }
  yield '\n]}\n';
}
