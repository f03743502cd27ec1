/** An office on an empty embedded database, without a socket. Changes are committed as the intake commits them. */
import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import type { Kysely } from 'kysely';
import { formatReading } from '../../../src/domain/hybrid-clock';
import type { InspectionRecord } from '../../../src/domain/record';
import { succeed } from '../../../src/domain/result';
import type { Change } from '../../../src/protocol/change';
import type { DatabasePlace } from '../../../server/config';
import { migrate } from '../../../server/database/migrate';
import { openDatabase } from '../../../server/database/open-database';
import type { Database } from '../../../server/database/schema';
import { registerDevice } from '../../../server/devices/devices';
import { addEngineer } from '../../../server/devices/engineers';
import { commitChange } from '../../../server/intake/commit-change';
import { silentLog } from '../../../server/http/log';
import { securityHeaders } from '../../../server/http/response-headers';
import { createOffice } from '../../../server/office/office-app';
import type { OfficeDependencies } from '../../../server/office/dependencies';
import { memoryPlace } from '../../support/empty-database';
import { madeProvenance, madeTimings, makeGrade } from '../../support/record-parts';

export const sameOrigin = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };

/** The office and its effects, for a test. */
export interface TestOffice {
  readonly app: Hono;
  readonly db: Kysely<Database>;
  readonly dependencies: OfficeDependencies;
  readonly blobs: Map<string, Uint8Array>;
  /** The time that the office reads; a test may change it. */
  readonly clock: { now: number };
  readonly engineerToken: string;
  readonly imported: string[];
  readonly ending: AbortController;
  readonly signIn: (token?: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  /** Requests as a signed-in engineer. */
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly post: (path: string, body?: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/** Opens it. The engineer "Asha" is signed in for `get` and `post`. */
export async function openOffice(
  options: { readonly timeZone?: string; readonly databaseUrl?: string } = {},
): Promise<TestOffice> {
  const { db, close } = await openDatabase(await placeOf(options.databaseUrl), () => undefined);
  await migrate(db);
  const clock = { now: Date.parse('2026-11-21T08:00:00Z') };
  const engineerToken = await addEngineer(db, 'Asha', 'operator', new Date(clock.now));
  const parts = { db, clock, blobs: new Map<string, Uint8Array>(), imported: new Array<string>() };
  const ending = new AbortController();
  const app = new Hono();
  app.use(requestId(), securityHeaders);
  const dependencies = dependenciesOf(parts, options.timeZone ?? 'UTC', ending.signal);
  app.route('/office', await createOffice(dependencies));
  const request = (path: string, init: RequestInit) => Promise.resolve(app.request(path, init));
  const signIn = (token = engineerToken, headers: Readonly<Record<string, string>> = sameOrigin) =>
    request('/office/sign-in', { method: 'POST', headers, body: new URLSearchParams({ token }).toString() });
  const cookie = cookieOf(await signIn());
  return {
    ...parts,
    app,
    dependencies,
    ending,
    engineerToken,
    signIn,
    get: (path, headers = {}) => request(path, { headers: { accept: 'text/html', cookie, ...headers } }),
    post: (path, body = '', headers = sameOrigin) =>
      request(path, { method: 'POST', body, headers: { cookie, ...headers } }),
    close: async () => {
      ending.abort();
      await close();
    },
  };
}

async function placeOf(url: string | undefined): Promise<DatabasePlace> {
  return url === undefined ? memoryPlace() : { kind: 'postgres', url, connections: 4 };
}

function dependenciesOf(
  { db, clock, blobs, imported }: Pick<TestOffice, 'db' | 'clock' | 'blobs' | 'imported'>,
  timeZone: string,
  ending: AbortSignal,
): OfficeDependencies {
  return {
    db,
    log: silentLog,
    now: () => clock.now,
    timeZone,
    packLevels: new Map([['transformer-thermal', ['Normal', 'Potential', 'Overloway', 'Faulty']]]),
    ending,
    addressOf: (context) => context.req.header('x-test-address') ?? '192.0.2.1',
    blobs: {
      has: (sha256) => Promise.resolve(blobs.has(sha256)),
      read: (sha256) => Promise.resolve(blobs.get(sha256)),
      put: (sha256, bytes) => Promise.resolve(void blobs.set(sha256, bytes)),
      remove: (sha256) => Promise.resolve(void blobs.delete(sha256)),
    },
    importQueue: async (zip) => {
      imported.push(await new Response(zip).text());
      const refused = { changeId: recordId(7), fault: { kind: 'not-valid', at: '<b>', wanted: 'words' } as const };
      return succeed({ receipts: [], refused: [refused] });
    },
  };
}

/** The session's cookie as a browser returns it. */
export function cookieOf(response: Response): string {
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

/** The nth record's id. */
export function recordId(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** The nth device's id. */
export function deviceId(n: number): string {
  return `10000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** Registers a device and returns its token. */
export async function addDevice(office: TestOffice, n: number, name: string, location: string): Promise<string> {
  const registered = await registerDevice(
    office.db,
    { deviceId: deviceId(n), name, location },
    { at: new Date(office.clock.now) },
  );
  if (!registered.ok) throw new Error(registered.fault.kind);
  return registered.value.token;
}

/** Stores bytes as a complete blob of the first device. */
export async function addBlob(office: TestOffice, bytes: Uint8Array, mime: string): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  office.blobs.set(sha256, bytes);
  await office.db
    .insertInto('blobs')
    .values({ sha256, bytes: bytes.byteLength, mime, stored_at: new Date(office.clock.now) })
    .execute();
  await office.db
    .insertInto('blob_owners')
    .values({ sha256, owner: deviceId(1) })
    .execute();
  return sha256;
}

const noHash = 'f'.repeat(64);

function plainRecord(n: number): InspectionRecord {
  return {
    id: recordId(n),
    takenAt: '2026-11-20T06:00:00.000Z',
    utcOffsetMinutes: 330,
    fileName: `sheet-${n}.jpg`,
    source: 'camera',
    packTitle: 'Rubber sheet',
    picture: { width: 800, height: 600 },
    photo: { sha256: noHash, bytes: 10, mime: 'image/jpeg', width: 400, height: 300 },
    thumbnail: { sha256: noHash, bytes: 10, mime: 'image/jpeg', width: 40, height: 30 },
    timings: madeTimings,
    provenance: { ...madeProvenance, packVersion: '0.1.0' },
  };
}

/** A graded record as it is sent. */
export function gradedRecord(n: number, more: Partial<InspectionRecord> = {}): InspectionRecord {
  return { ...plainRecord(n), grade: makeGrade({ label: 'rss1', title: 'RSS 1', confidence: 0.91 }), ...more };
}

/** A record with one box over the threshold. */
export function anomalousRecord(n: number, more: Partial<InspectionRecord> = {}): InspectionRecord {
  const raster = { sha256: noHash, bytes: 8, mime: 'application/octet-stream', width: 8, height: 6 };
  return {
    ...plainRecord(n),
    packTitle: 'Transformer (thermal)',
    provenance: { ...madeProvenance, packId: 'transformer-thermal', packVersion: '0.1.0' },
    anomaly: {
      rawScore: 12.5,
      score: 0.86,
      isAnomalous: true,
      level: 'Faulty',
      levelTitle: 'Faulty',
      action: 'critical',
      boxes: [
        {
          x: 100,
          y: 50,
          width: 200,
          height: 80,
          score: 0.92,
          level: 'Faulty',
          levelTitle: 'Faulty',
          action: 'critical',
        },
      ],
      map: raster,
      mask: raster,
    },
    ...more,
  };
}

let made = 0;

/** A change made by a device, or imported by an engineer. */
interface ChangePlan {
  readonly device?: number;
  readonly record?: InspectionRecord;
  readonly deletes?: string;
  readonly edits?: boolean;
  readonly isImported?: boolean;
}

/** Commits a change as the intake does. Returns its sequence. */
export async function addChange(office: TestOffice, plan: ChangePlan): Promise<number> {
  const author = deviceId(plan.device ?? 1);
  made += 1;
  const change = changeOf(office, plan, author);
  const receipt = await commitChange(office.dependencies, {
    changeId: change.changeId,
    bytes: new TextEncoder().encode(JSON.stringify(change)),
    deliverer: plan.isImported === true ? { kind: 'engineer', label: 'Asha' } : { kind: 'device', deviceId: author },
    requestId: 'test',
  });
  if (!receipt.ok) throw new Error(JSON.stringify(receipt.fault));
  return receipt.value.sequence;
}

function changeOf({ clock, blobs }: TestOffice, { record, deletes, edits }: ChangePlan, author: string): Change {
  const at = formatReading({ wallMs: clock.now + made, counter: 0, device: author });
  const changeId = `20000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  const recordId = record?.id ?? deletes ?? '';
  const common = { format: 1 as const, changeId, recordId, at, author };
  if (record === undefined) return { kind: 'deleted', ...common, blobs: [] };
  const sent = blobsOf(record).flatMap(({ sha256, mime }) => {
    const bytes = blobs.get(sha256)?.byteLength;
    return bytes === undefined ? [] : [{ sha256, mime, bytes }];
  });
  if (edits === true) return { kind: 'edited', ...common, blobs: sent, record };
  return { kind: 'saved', ...common, changeId: recordId, blobs: sent, record };
}

function blobsOf({ photo, thumbnail, anomaly }: InspectionRecord) {
  return [photo, thumbnail, ...(anomaly === undefined ? [] : [anomaly.map, anomaly.mask])];
}
