/**
 * New records as server-sent events (HTML standard, section 9.2). The id of an event is the sequence of its change: a browser
 * that reconnects, to any copy of the server, sends the last id and misses nothing.
 */
import { Hono } from 'hono';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import type { OfficeEnv, RouteDependencies } from './dependencies';
import { RecordRow } from './pages/record-row';
import { latestSequence, readChanged } from './queries/list-records';
import { matching } from './queries/matching';
import { parseFilter, type RecordFilter } from './record-filter';
import { toHtml } from './render';
import { watchSequence, type SequenceWatch } from './sequence-watch';
import { findSessionByHash, type Session } from './session';

const pollMs = 1_000;
/** Shorter than the idle timeout of common proxies (a minute). */
const heartbeatMs = 15_000;
/** More changes than this at once are sent as a number, and the page offers to reload. */
const mostRows = 50;

/** One open page. */
interface Follower {
  readonly stream: SSEStreamingApi;
  readonly filter: RecordFilter;
  readonly session: Session;
}

/** `GET /live?after=<sequence>` with the fields of a filter. */
export function createLive(dependencies: RouteDependencies): Hono<OfficeEnv> {
  const { db, log, ending } = dependencies;
  const watch = watchSequence({
    readLatest: () => latestSequence(db),
    everyMs: pollMs,
    ending,
    onError: (error) => log.warn({ error: String(error) }, 'office: live records wait for the database'),
  });
  const app = new Hono<OfficeEnv>();
  app.get('/live', (context) => {
    const after = readSequence(context.req.header('last-event-id') ?? context.req.query('after'));
    const follower = { filter: parseFilter(context.req.query()), session: context.get('session') };
    // Without this header nginx buffers the events.
    context.header('x-accel-buffering', 'no');
    return streamSSE(context, (stream) => follow(dependencies, watch, { ...follower, stream }, after));
  });
  return app;
}

function readSequence(text: string | undefined): number {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : 0;
}

async function follow(
  dependencies: RouteDependencies,
  watch: SequenceWatch,
  follower: Follower,
  after: number,
): Promise<void> {
  const { stream, session } = follower;
  let at = after;
  await stream.write(': listening\n\n');
  while (!stream.aborted) {
    const end = await watch.waitBeyond(at, heartbeatMs);
    if (end === 'ending') return;
    if ((await findSessionByHash(dependencies.db, session.hash, dependencies.now())) === undefined) {
      await stream.writeSSE({ event: 'signed-out', data: '' });
      return;
    }
    if (end === 'quiet') await stream.write(': still here\n\n');
    else at = await sendChanged(dependencies, follower, at);
  }
}

/** Sends the records that changed after `at`. Returns the sequence up to which they were read. */
async function sendChanged(dependencies: RouteDependencies, follower: Follower, at: number): Promise<number> {
  const { db, time, words } = dependencies;
  const { stream, filter } = follower;
  // Read first: a change that is older than the current version moves the sequence without changing any row.
  const latest = await latestSequence(db);
  const changed = await readChanged(db, matching(filter, time.timeZone), at, mostRows + 1);
  if (changed.length > mostRows) return sendMany(dependencies, stream, { latest, changes: latest - at });
  const status = words.say('office.liveUpdated', { time: words.time(dependencies.now()) });
  for (const { record, matches } of changed) {
    const event = matches ? 'record' : 'gone';
    const row = matches ? toHtml(<RecordRow record={record} />, dependencies) : '';
    await stream.writeSSE({ id: String(record.sequence), event, data: JSON.stringify({ id: record.id, row, status }) });
  }
  return Math.max(latest, changed.at(-1)?.record.sequence ?? at);
}

async function sendMany(
  { words }: RouteDependencies,
  stream: SSEStreamingApi,
  { latest, changes }: { readonly latest: number; readonly changes: number },
): Promise<number> {
  const text = words.say('office.liveMany', { count: changes });
  await stream.writeSSE({ id: String(latest), event: 'many', data: JSON.stringify({ changes, text }) });
  return latest;
}
