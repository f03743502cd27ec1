/** The intake without a socket, on a database of the test's choice, with a clock that the test moves. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import type { Hono } from 'hono';
import { parseDeviceToken, parseReceipt, parseRefusal, intakePath, type Receipt } from '../../../src/protocol/intake';
import { createApp } from '../../../server/app';
import type { BlobStore } from '../../../server/blobs/blob-store';
import { openFolderBlobs } from '../../../server/blobs/folder-blobs';
import type { OpenDatabase } from '../../../server/database/open-database';
import { addEngineer } from '../../../server/devices/engineers';
import { sha256Hex } from '../../../node-host/sha256';
import { silentLog, type Log } from '../../../server/http/log';
import { createIntake } from '../../../server/intake/intake-app';
import type { ServerDependencies } from '../../../server/dependencies';

/** A request. A `body` that is not bytes is sent as JSON. */
interface Call {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A registered device. */
export interface RegisteredDevice {
  readonly id: string;
  readonly token: string;
}

/** The intake, its dependencies and requests to it. */
export interface IntakeFixture {
  readonly app: Hono;
  readonly dependencies: ServerDependencies;
  readonly folder: string;
  nowMs: number;
  readonly call: (method: string, path: string, call?: Call) => Promise<Response>;
  readonly register: () => Promise<RegisteredDevice>;
  readonly engineer: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** What a test may replace. */
export interface IntakeFixturePlan {
  readonly registrationCode?: string;
  readonly log?: Log;
  readonly wrapBlobs?: (blobs: BlobStore) => BlobStore;
}

/** Opens the intake on a migrated database, which stays open. */
export async function openIntakeFixture({ db }: OpenDatabase, plan: IntakeFixturePlan = {}): Promise<IntakeFixture> {
  const { registrationCode, log = silentLog, wrapBlobs = (blobs: BlobStore) => blobs } = plan;
  const folder = await mkdtemp(join(tmpdir(), 'fieldgrade-intake-'));
  const blobs = wrapBlobs(await openFolderBlobs(join(folder, 'blobs')));
  const clock = { nowMs: Date.parse('2026-11-21T08:00:00.000Z') };
  const dependencies: ServerDependencies = { db, blobs, log, now: () => clock.nowMs };
  const intake = createIntake(dependencies, { registrationCode, spoolDir: join(folder, 'incoming') });
  const app = createApp({ site: new Map(), log, mounts: [{ path: intakePath, app: intake }] });
  const call = callOn(app);
  return {
    app,
    dependencies,
    folder,
    call,
    get nowMs() {
      return clock.nowMs;
    },
    set nowMs(nowMs: number) {
      clock.nowMs = nowMs;
    },
    register: () => register(call),
    engineer: () => addEngineer(db, `engineer ${randomUUID()}`, 'operator', new Date(clock.nowMs)),
    close: () => rm(folder, { recursive: true }),
  };
}

/** Opens an intake for the tests of the surrounding suite, passes it to `prepare`, and closes it after them. */
export function openIntakeForSuite(
  database: () => OpenDatabase,
  prepare: (intake: IntakeFixture) => Promise<void> | void,
): void {
  let intake: IntakeFixture;
  beforeAll(async () => {
    intake = await openIntakeFixture(database());
    await prepare(intake);
  });
  afterAll(() => intake.close());
}

function callOn(app: Hono): IntakeFixture['call'] {
  return async (method, path, { token, body, headers = {} } = {}) => {
    const isBytes = body instanceof Uint8Array || typeof body === 'string' || body === undefined;
    const request = {
      method,
      headers: {
        ...(isBytes ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isBytes ? new Blob([bytesOf(body)]) : JSON.stringify(body) }),
    };
    return app.request(`${intakePath}${path}`, request);
  };
}

function bytesOf(body: Uint8Array | string): Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body);
}

async function register(call: IntakeFixture['call']): Promise<RegisteredDevice> {
  const body = { deviceId: randomUUID(), name: 'Phone', location: 'Shed 3' };
  const answer = parseDeviceToken(await (await call('POST', '/devices', { body })).json());
  if (answer === undefined) throw new Error('No token in the answer.');
  return { id: answer.deviceId, token: answer.token };
}

/** Sends a blob in one part. */
export function sendBlob(
  intake: IntakeFixture,
  { token }: RegisteredDevice,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return sendPart(intake, token, { sha256: sha256Hex(bytes), offset: 0, total: bytes.length, bytes, headers });
}

/** Sends one part. */
export function sendPart(
  intake: IntakeFixture,
  token: string,
  part: {
    readonly sha256: string;
    readonly offset: number;
    readonly total: number;
    readonly bytes: Uint8Array;
    readonly headers?: Readonly<Record<string, string>>;
  },
): Promise<Response> {
  const headers = { ...part.headers, 'upload-offset': String(part.offset), 'upload-length': String(part.total) };
  return intake.call('PUT', `/blobs/${part.sha256}`, { token, headers, body: part.bytes });
}

/** The receipt in an answer; fails the test where there is none. */
export async function receiptIn(response: Response): Promise<Receipt> {
  const body: unknown = await response.json();
  const receipt = parseReceipt(body);
  if (receipt === undefined) throw new Error(`No receipt: ${response.status} ${JSON.stringify(body)}`);
  return receipt;
}

/** Status and fault of a refusal. */
export async function refusalIn(response: Response) {
  return { status: response.status, fault: parseRefusal(await response.json())?.fault };
}
