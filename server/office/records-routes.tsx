/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import { frameOf, idOf, notFoundPage } from './frame';
import type { OfficeEnv, OfficeParts } from './office-world';
import { RecordPage } from './pages/record-page';
import { RecordsListPage } from './pages/records-page';
import { readChoices } from './queries/choices';
import { latestSequence, readPage, type Cursor } from './queries/list-records';
import { matching } from './queries/matching';
import { parseFilter } from './record-filter';
import { readShownRecord } from './shown-record';

const pageSize = 50;

/** The list and single records. */
export function createRecords(parts: OfficeParts): Hono<OfficeEnv> {
  const { world, time } = parts;
  const app = new Hono<OfficeEnv>();
  app.get('/records', async (context) => {
    const filter = parseFilter(context.req.query());
    const cursor = cursorOf(context.req.query('older'), context.req.query('newer'));
    // Before the list is read: what arrives in between comes twice rather than never.
    const latest = await latestSequence(world.db);
    const page = await readPage(world.db, matching(filter, time.timeZone), cursor, pageSize);
    const live = page.hasNewer ? undefined : latest;
    const view = { frame: frameOf(context, parts), filter, choices: await readChoices(world.db), page, live };
    return context.html(<RecordsListPage {...view} />);
  });
  app.get('/records/:id', async (context) => {
    const id = idOf(context);
    const shown = id === undefined ? undefined : await readShownRecord(world, id);
    if (shown === undefined) return notFoundPage(context, parts);
    return context.html(<RecordPage frame={frameOf(context, parts)} shown={shown} />);
  });
  return app;
}

function cursorOf(older: string | undefined, newer: string | undefined): Cursor {
  if (isSequence(older)) return { kind: 'older', than: Number(older) };
  if (isSequence(newer)) return { kind: 'newer', than: Number(newer) };
  return { kind: 'newest' };
}

function isSequence(text: string | undefined): boolean {
  return /^\d{1,15}$/.test(text ?? '');
}
