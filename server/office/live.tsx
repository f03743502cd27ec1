/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/**
 * Records as they arrive, as server-sent events (HTML standard, section 9.2). The id of an event is the sequence of its change:
 * the browser names the last one when it comes back, to whichever copy of the server, and misses nothing.
 */
import { Hono } from 'hono';
import { html } from 'hono/html';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import type { OfficeEnv, OfficeParts } from './office-world';
import { RecordRow } from './pages/record-row';
import { latestSequence, readChanged } from './queries/list-records';
import { matching } from './queries/matching';
import { parseFilter, type RecordFilter } from './record-filter';
import { watchSequence, type SequenceWatch } from './sequence-watch';
import { findSessionByHash, type Session } from './session';

const askEveryMs = 1_000;
/** Shorter than the patience of common proxies (a minute), so that an open stream is never taken for a dead one. */
const heartbeatMs = 15_000;
/** More news than this at once are told as a number, and the page is loaded anew. */
const mostRows = 50;

/** One open page. */
interface Follower {
  readonly stream: SSEStreamingApi;
  readonly filter: RecordFilter;
  readonly session: Session;
}

/** `GET /live?after=<sequence>` with the fields of a filter. */
export function createLive(parts: OfficeParts): Hono<OfficeEnv> {
  const { db, log, ending } = parts.world;
  const watch = watchSequence({
    readLatest: () => latestSequence(db),
    everyMs: askEveryMs,
    ending,
    onTrouble: (error) => log.warn({ error: String(error) }, 'office: live records wait for the database'),
  });
  const app = new Hono<OfficeEnv>();
  app.get('/live', (context) => {
    const after = readSequence(context.req.header('last-event-id') ?? context.req.query('after'));
    const follower = { filter: parseFilter(context.req.query()), session: context.get('session') };
    // Otherwise nginx collects the events and delivers them late.
    context.header('x-accel-buffering', 'no');
    return streamSSE(context, (stream) => follow(parts, watch, { ...follower, stream }, after));
  });
  return app;
}

function readSequence(text: string | undefined): number {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : 0;
}

async function follow(parts: OfficeParts, watch: SequenceWatch, follower: Follower, after: number): Promise<void> {
  const { stream, session } = follower;
  const { db, now } = parts.world;
  let at = after;
  await stream.write(': listening\n\n');
  while (!stream.aborted) {
    const end = await watch.waitBeyond(at, heartbeatMs);
    if (end === 'ending') return;
    if ((await findSessionByHash(db, session.hash, now())) === undefined) {
      await stream.writeSSE({ event: 'signed-out', data: '' });
      return;
    }
    if (end === 'quiet') await stream.write(': still here\n\n');
    else at = await tellNews(parts, follower, at);
  }
}

/** Tells what is newer than `at` and answers how far it got. */
async function tellNews({ world, time }: OfficeParts, { stream, filter }: Follower, at: number): Promise<number> {
  // Read first: a change that lost against a later version moves the sequence, and is no news.
  const latest = await latestSequence(world.db);
  const news = await readChanged(world.db, matching(filter, time.timeZone), at, mostRows + 1);
  if (news.length > mostRows) return tellMany(stream, latest, at);
  for (const { record, matches } of news) {
    const event = matches ? 'record' : 'gone';
    const row = matches ? await html`${(<RecordRow record={record} time={time} />)}` : '';
    await stream.writeSSE({ id: String(record.sequence), event, data: JSON.stringify({ id: record.id, row }) });
  }
  return Math.max(latest, news.at(-1)?.record.sequence ?? at);
}

async function tellMany(stream: SSEStreamingApi, latest: number, at: number): Promise<number> {
  await stream.writeSSE({ id: String(latest), event: 'many', data: JSON.stringify({ changes: latest - at }) });
  return latest;
}
