/**
 * The server under load: `npm run bench:server [seconds] [users,users] [part of a name]`, 60 seconds and 20,200 users of
 * everything by default.
 * The users run on the same machine and share its cores with server and database; rate limits are off.
 * Fails if a request got anything but a result or a 503 with `Retry-After`, or if a confirmed record is missing.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { pushOnce, registerDevice, type PlainAnswer, type PlainDevice } from '../drills/support/plain-device';
import { madeSaved } from '../drills/support/made-change';
import { findPostgres, startPostgres } from '../support/postgres';
import { seededRandom } from '../support/seeded-random';
import { startServer } from '../support/server-process';
import { endOf, load, loadLine, type Attempt, type AttemptEnd, type LoadResult } from './server-load';

const [secondsText = '60', usersText = '20,200', only = ''] = process.argv.slice(2);
const seconds = Number(secondsText);
const userCounts = usersText.split(',').map(Number);
const timeoutMs = 120_000;
/** Size of a stored photo, in bytes. */
const photoBytes = 120_000;

const pictures = new Map<string, Buffer<ArrayBuffer>>();
let receipts = 0;

process.exitCode = (await main()) ? 0 : 1;

async function main(): Promise<boolean> {
  const binDir = findPostgres();
  const postgres = binDir === undefined ? undefined : await startPostgres(binDir, []);
  const dataDir = await mkdtemp(join(tmpdir(), 'fieldgrade-bench-'));
  const databaseUrl = postgres?.urlOf('postgres') ?? '';
  const env = { DATA_DIR: dataDir, DATABASE_URL: databaseUrl, RATE_LIMIT: 'off', LOG_LEVEL: 'warn' };
  const server = await startServer({ env });
  try {
    console.log(machine(postgres === undefined ? 'the embedded database' : 'PostgreSQL, fsync on'));
    const isSound = await measure(server.url);
    const isWhole = await isEveryReceiptKept(databaseUrl);
    return isSound && isWhole;
  } finally {
    await server.stop();
    await postgres?.remove();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function machine(database: string): string {
  const [cpu] = cpus();
  const cores = `${cpus().length} cores (${cpu?.model ?? 'unknown'}), load ${loadavg()[0]?.toFixed(1) ?? '?'} before`;
  return `${cores}, Node ${process.version}, ${database}; ${seconds} s each`;
}

async function measure(url: string): Promise<boolean> {
  const results: LoadResult[] = [];
  for (const [what, attemptFor] of Object.entries(attempts(url)).filter(([name]) => name.includes(only))) {
    for (const users of userCounts) {
      const result = await load(users, seconds, await attemptFor(users));
      console.log(loadLine(what, users, result));
      results.push(result);
    }
  }
  return results.every(({ failures, answeredMs }) => Object.keys(failures).length === 0 && answeredMs.length > 0);
}

/** Each kind of load, made ready for so many users. */
function attempts(url: string): Readonly<Record<string, (users: number) => Promise<Attempt>>> {
  return {
    '/api/predict': () => Promise.resolve(() => endOf(upload(`${url}/api/predict`, 'rubber-1.jpg'))),
    '/api/v1/detect-anomaly': () =>
      Promise.resolve(() => endOf(upload(`${url}/api/v1/detect-anomaly`, 'thermal-1.jpg'))),
    'intake (whole records)': (users) => intakeAttempt(url, users),
  };
}

function upload(url: string, sample: string): Promise<Response> {
  const form = new FormData();
  form.append('file', new Blob([pictureOf(sample)], { type: 'image/jpeg' }), sample);
  return fetch(url, { method: 'POST', body: form, signal: AbortSignal.timeout(timeoutMs) });
}

function pictureOf(sample: string): Buffer<ArrayBuffer> {
  const known = pictures.get(sample) ?? Buffer.from(readFileSync(`public/samples/${sample}`));
  pictures.set(sample, known);
  return known;
}

/** Each user is a device; an attempt is a complete record: missing blobs, parts of photo and thumbnail, commit. */
async function intakeAttempt(url: string, users: number): Promise<Attempt> {
  const devices: PlainDevice[] = [];
  for (let user = 0; user < users; user += 1) devices.push(await registerDevice(url));
  // The seed gives each run its own ids: the second run on the same database is no replay of the first.
  const random = seededRandom(users);
  return async (user) => {
    const device = devices[user];
    if (device === undefined) throw new Error('more users than devices');
    const change = madeSaved({ random, deviceId: device.deviceId, nowMs: Date.now(), photoBytes });
    const pushed = await pushOnce(url, device, change);
    if (pushed.kind === 'refused') return refusedEnd(pushed.by);
    receipts += 1;
    return { kind: 'answered' };
  };
}

function refusedEnd(by: PlainAnswer | undefined): AttemptEnd {
  if (by?.status === 503 && by.retryAfterS !== undefined) return { kind: 'busy', retryAfterS: by.retryAfterS };
  return { kind: 'failed', why: by === undefined ? 'no answer' : `status ${by.status}` };
}

/** Checks that there are as many changes as receipts. */
async function isEveryReceiptKept(databaseUrl: string): Promise<boolean> {
  if (databaseUrl === '') return true;
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM changes');
  await client.end();
  const kept = rows[0]?.count ?? 0;
  console.log(`${receipts} receipts, ${kept} changes in the database`);
  return kept === receipts;
}
