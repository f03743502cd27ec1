import { Hono } from 'hono';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import { RecordPage } from './pages/record-page';
import { RecordsListPage } from './pages/records-page';
import { readChoices } from './queries/choices';
import { countRecords, latestSequence, readPage, type Cursor } from './queries/list-records';
import { matching } from './queries/matching';
import { parseFilter } from './record-filter';
import { answerPage, idOf, notFoundPage } from './render';
import { readShownRecord } from './shown-record';

const pageSize = 50;

/** The list and single records. */
export function createRecords(dependencies: RouteDependencies): Hono<OfficeEnv> {
  const { db, time, words } = dependencies;
  const app = new Hono<OfficeEnv>();
  app.get('/records', async (context) => {
    const filter = parseFilter(context.req.query());
    const cursor = cursorOf(context.req.query('older'), context.req.query('newer'));
    // Read before the list: a record that is received in between then comes twice rather than never.
    const latest = await latestSequence(db);
    const where = matching(filter, time.timeZone);
    const page = await readPage(db, where, cursor, pageSize);
    const total = await countRecords(db, where);
    const live = page.hasNewer ? undefined : latest;
    const view = { filter, choices: await readChoices(db, words), page, total, live };
    return answerPage(context, dependencies, <RecordsListPage {...view} />);
  });
  app.get('/records/:id', async (context) => {
    const id = idOf(context);
    const shown = id === undefined ? undefined : await readShownRecord(dependencies, id);
    if (shown === undefined) return notFoundPage(context, dependencies);
    return answerPage(context, dependencies, <RecordPage shown={shown} />);
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
