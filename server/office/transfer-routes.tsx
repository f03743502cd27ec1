/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { Hono, type Context } from 'hono';
import { writeAudit } from '../devices/audit';
import { wordsOf } from '../http/refuse';
import { exportFormats, makeDownload } from './make-download';
import { frameOf, notFoundPage } from './frame';
import type { OfficeEnv, OfficeParts, OfficeWorld } from './office-world';
import { ImportReport, TransferPage } from './pages/transfer-page';
import { readChoices } from './queries/choices';
import { freezeRecords } from './queries/frozen-records';
import { matching } from './queries/matching';
import { filterToQuery, parseFilter } from './record-filter';

/** Records out, queues in. */
export function createTransfer(parts: OfficeParts): Hono<OfficeEnv> {
  const { world, time } = parts;
  const app = new Hono<OfficeEnv>();
  app.get('/transfer', async (context) => {
    const filter = parseFilter(context.req.query());
    const choices = await readChoices(world.db);
    return context.html(<TransferPage frame={frameOf(context, parts)} filter={filter} choices={choices} />);
  });
  app.get('/export/:format', async (context) => {
    const format = exportFormats.find((known) => known === context.req.param('format'));
    if (format === undefined) return notFoundPage(context, parts);
    const filter = parseFilter(context.req.query());
    const records = await freezeRecords(world.db, matching(filter, time.timeZone));
    await audit(context, world, 'office-exported', `${format} of ${records.count} (${filterToQuery(filter)})`);
    const madeAt = new Date(world.now());
    const { extension, mime, bytes } = makeDownload(format, { records, blobs: world.blobs, madeAt });
    context.header('content-type', mime);
    context.header('content-disposition', `attachment; filename="fieldgrade-${time.day(madeAt)}.${extension}"`);
    return context.body(bytes);
  });
  app.post('/import', async (context) => {
    const by = { engineer: context.get('session').engineer, requestId: context.get('requestId') };
    const result = await world.importQueue(context.req.raw.body ?? new Blob([]).stream(), by);
    if (result.ok) return context.html(<ImportReport answer={result.value} />);
    return context.html(<p class="notice tone-bad">{wordsOf(result.fault)}</p>);
  });
  return app;
}

function audit(context: Context<OfficeEnv>, world: OfficeWorld, action: string, subject: string): Promise<void> {
  const entry = {
    actor: `engineer ${context.get('session').engineer}`,
    action,
    subject,
    requestId: context.get('requestId'),
  };
  return writeAudit(world.db, entry, new Date(world.now()));
}
