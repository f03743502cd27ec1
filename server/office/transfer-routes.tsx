import { Hono, type Context } from 'hono';
import { writeAudit } from '../devices/audit';
import { Notice } from '../../src/ui/notice';
import { intakeFaultText } from '../http/intake-fault-text';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import type { SharedItem } from '../../src/domain/shared-item';
import type { RecordSource } from '../../src/export/exported-record';
import { exportFormats } from '../../src/export/make-export';
import { usedItems } from '../../src/export/used-items';
import { makeDownload } from './make-download';
import { ImportReport, TransferPage } from './pages/transfer-page';
import { readChoices } from './queries/choices';
import { freezeRecords } from './queries/frozen-records';
import { matching } from './queries/matching';
import { readSharedItems } from './queries/shared-items';
import { filterToQuery, isWholeList, parseFilter, type RecordFilter } from './record-filter';
import { answerPage, notFoundPage, toHtml } from './render';

/** Export of records, import of a device's changes. */
export function createTransfer(dependencies: RouteDependencies): Hono<OfficeEnv> {
  const { db, blobs, packLevels, time, words, now } = dependencies;
  const app = new Hono<OfficeEnv>();
  app.get('/transfer', async (context) => {
    const filter = parseFilter(context.req.query());
    const choices = await readChoices(db, words);
    return answerPage(context, dependencies, <TransferPage filter={filter} choices={choices} />);
  });
  app.get('/export/:format', async (context) => {
    const format = exportFormats.find((known) => known === context.req.param('format'));
    if (format === undefined) return notFoundPage(context, dependencies);
    const filter = parseFilter(context.req.query());
    const records = await freezeRecords(db, matching(filter, time.timeZone));
    await audit(context, dependencies, 'office-exported', `${format} of ${records.count} (${filterToQuery(filter)})`);
    const madeAt = new Date(now());
    const items = format === 'zip' ? await itemsOf(dependencies, records.read, filter) : [];
    const { extension, mime, bytes } = makeDownload(format, { records, blobs, packLevels, madeAt, items });
    context.header('content-type', mime);
    context.header('content-disposition', `attachment; filename="fieldgrade-${time.day(madeAt)}.${extension}"`);
    return context.body(bytes);
  });
  app.post('/import', async (context) => {
    const by = { engineer: context.get('session').engineer, requestId: context.get('requestId') };
    const result = await dependencies.importQueue(context.req.raw.body ?? new Blob([]).stream(), by);
    const outcome = result.ok ? (
      <ImportReport answer={result.value} />
    ) : (
      <Notice tone="bad">{intakeFaultText(result.fault)}</Notice>
    );
    return context.html(toHtml(outcome, dependencies));
  });
  return app;
}

/** With the whole list every asset and job, also those without records; else those to which the records belong. */
async function itemsOf(
  { db }: RouteDependencies,
  records: RecordSource,
  filter: RecordFilter,
): Promise<readonly SharedItem[]> {
  const items = await readSharedItems(db);
  return isWholeList(filter) ? items : usedItems(records, items, filter.job);
}

function audit(
  context: Context<OfficeEnv>,
  { db, now }: RouteDependencies,
  action: string,
  subject: string,
): Promise<void> {
  const entry = {
    actor: `engineer ${context.get('session').engineer}`,
    action,
    subject,
    requestId: context.get('requestId'),
  };
  return writeAudit(db, entry, new Date(now()));
}
