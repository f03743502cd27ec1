import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig, type ServerConfig } from '../../../server/config';
import { openServer, type OpenServer } from '../../../server/compose';
import type { OpenDatabase } from '../../../server/database/open-database';
import { sha256Hex } from '../../../node-host/sha256';
import type { LogFacts } from '../../../server/http/log';
import { memoryPlace } from '../../support/empty-database';
import { openIntakeFixture, refusalIn, sendBlob, sendPart } from './intake-fixture';
import { jpegOf, makeChange } from './make-change';
import { openingMs, openMigrated } from './migrated';

const env = {
  LEGACY_API: 'off',
  CORS_ORIGINS: 'https://office.example',
  RATE_LIMIT_PER_TOKEN: '5',
  RATE_LIMIT_PER_ADDRESS: '12',
  RATE_LIMIT_REGISTRATIONS: '3',
  TRUSTED_PROXIES: '1',
};

let dataDir: string;
let server: OpenServer;
let database: OpenDatabase;
const lines: { readonly facts: LogFacts; readonly words: string }[] = [];
const note = (facts: LogFacts, words: string) => void lines.push({ facts, words });
const log = { info: note, warn: note, error: note };

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fieldgrade-middleware-'));
  const config = readConfig({ ...env, DATA_DIR: dataDir });
  if (!config.ok) throw new Error(config.fault.join(' '));
  const inMemory: ServerConfig = { ...config.value, database: await memoryPlace() };
  server = await openServer(inMemory, new Map(), log);
  database = await openMigrated();
}, 2 * openingMs);

afterAll(async () => {
  await server.close();
  await database.close();
  await rm(dataDir, { recursive: true });
});

interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function ask(path: string, { method = 'GET', body, headers = {} }: Asked = {}) {
  const json = body === undefined ? {} : { body: JSON.stringify(body) };
  return Promise.resolve(server.app.request(path, { method, headers: { ...headers }, ...json }));
}

const from = (address: string, token?: string) => ({
  'x-forwarded-for': `203.0.113.9, ${address}`,
  ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
});

test('INT-23 requests are counted per token, address and registration, files of the app are not', async () => {
  const token = 'x'.repeat(43);
  const statuses = [];
  for (let at = 0; at < 7; at++) {
    const address = `10.0.0.${at}`;
    statuses.push((await ask('/api/intake/v1/records', { headers: from(address, token) })).status);
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);

  const ofAddress = [];
  for (let at = 0; at < 14; at++) ofAddress.push((await ask('/api/nothing', { headers: from('10.0.1.1') })).status);
  expect(ofAddress).toEqual([...Array<number>(12).fill(404), 429, 429]);
  expect((await ask('/', { headers: from('10.0.1.1') })).status).toBe(404);
  expect((await ask('/api/nothing', { headers: from('2001:db8::1') })).status).toBe(404);

  const limited = [];
  for (let at = 0; at < 4; at++) {
    const body = { deviceId: randomUUID(), name: 'Phone', location: 'Shed' };
    limited.push(await ask('/api/intake/v1/devices', { method: 'POST', body, headers: from('10.0.2.1') }));
  }
  expect(limited.map(({ status }) => status)).toEqual([201, 201, 201, 429]);
  const waitS = Number(limited[3]?.headers.get('retry-after'));
  expect(waitS).toBeGreaterThan(0);
  expect(waitS).toBeLessThanOrEqual(60);
  const refused = limited[3] === undefined ? undefined : await refusalIn(limited[3]);
  expect(refused?.fault).toEqual({ kind: 'too-many-requests', retryAfterS: waitS });
});

test('INT-23 a forged X-Forwarded-For does not change the counted address', async () => {
  const statuses = [];
  for (let at = 0; at < 14; at++) {
    const headers = { 'x-forwarded-for': `198.51.100.${at}, 10.0.3.1` };
    statuses.push((await ask('/api/nothing', { headers })).status);
  }
  expect(statuses.slice(-2)).toEqual([429, 429]);
});

test('INT-26 every response has the request id; the log has neither tokens nor bodies', async () => {
  const secret = 'name that must not be secretText';
  const body = { deviceId: randomUUID(), name: secret, location: 'Shed' };
  const answer = await ask('/api/intake/v1/devices?from=here', { method: 'POST', body, headers: from('10.0.4.1') });
  const { token } = (await answer.json()) as { token: string };
  await ask('/api/intake/v1/records', { headers: from('10.0.4.1', token) });
  const line = lines.find(({ facts }) => facts['requestId'] === answer.headers.get('x-request-id'));
  expect(line?.facts).toMatchObject({ method: 'POST', path: '/api/intake/v1/devices', status: 201 });
  const all = JSON.stringify(lines);
  for (const secretText of [token, secret, server.firstEngineerToken ?? '?']) expect(all).not.toContain(secretText);
});

test('INT-26 an error response has no internal details', async () => {
  const broken = await openIntakeFixture(database, {
    log,
    wrapBlobs: (blobs) => ({ ...blobs, put: () => Promise.reject(new Error('secret path /srv/blobs')) }),
  });
  const response = await sendBlob(broken, await broken.register(), jpegOf(60));
  const text = await response.text();
  expect([response.status, response.headers.get('x-request-id')?.length]).toEqual([500, 36]);
  expect(text).not.toMatch(/secret|srv|at .*\.ts|Error:/);
  expect(lines.some(({ facts }) => String(facts['error']).includes('secret path'))).toBe(true);
  await broken.close();
});

test('INT-25 on a full disk the answer is 507, and the same blob is stored when there is space again', async () => {
  let isFull = true;
  const noRoom = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const intake = await openIntakeFixture(database, {
    wrapBlobs: (blobs) => ({
      ...blobs,
      put: (sha256, bytes) => (isFull ? Promise.reject(noRoom) : blobs.put(sha256, bytes)),
    }),
  });
  const device = await intake.register();
  const photo = jpegOf(61);
  const refused = await sendBlob(intake, device, photo);
  expect(refused.headers.get('retry-after')).toBe('5');
  expect(await refusalIn(refused)).toEqual({ status: 507, fault: { kind: 'storage-full' } });
  const inParts = jpegOf(62, 300);
  const part = (offset: number, end: number) => {
    const bytes = inParts.subarray(offset, end);
    return sendPart(intake, device.token, { sha256: sha256Hex(inParts), offset, total: 300, bytes });
  };
  expect([(await part(0, 200)).status, (await part(200, 300)).status]).toEqual([200, 507]);
  const names = [sha256Hex(photo), sha256Hex(inParts)];
  const rows = await intake.dependencies.db.selectFrom('blobs').selectAll().where('sha256', 'in', names).execute();
  expect(rows).toEqual([]);
  isFull = false;
  expect((await sendBlob(intake, device, photo)).status).toBe(200);
  const body = { blobs: [photo, inParts].map((bytes) => ({ sha256: sha256Hex(bytes), bytes: bytes.length })) };
  const asked = await intake.call('POST', '/blobs/missing', { token: device.token, body });
  expect(await asked.json()).toEqual({ missing: [] });
  await intake.close();
});

test('INT-24 an unavailable database is distinguished from a bug', async () => {
  const away = Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' });
  const intake = await openIntakeFixture(database, {
    wrapBlobs: (blobs) => ({ ...blobs, read: () => Promise.reject(away) }),
  });
  const device = await intake.register();
  await sendBlob(intake, device, jpegOf(62));
  const response = await intake.call('GET', `/blobs/${sha256Hex(jpegOf(62))}`, { token: device.token });
  expect(response.headers.get('retry-after')).toBe('5');
  expect(await refusalIn(response)).toEqual({ status: 503, fault: { kind: 'unavailable' } });
  await intake.close();
});

test('INT-27 only pages of the allowed origins may call', async () => {
  const allowed = async (origin: string) =>
    (await ask('/health', { headers: { origin } })).headers.get('access-control-allow-origin');
  expect(await allowed('https://office.example')).toBe('https://office.example');
  expect(await allowed('https://elsewhere.example')).toBeNull();
  const asked = { origin: 'https://office.example', 'access-control-request-method': 'PUT' };
  const before = await ask('/api/intake/v1/changes/x', { method: 'OPTIONS', headers: asked });
  expect([before.status, before.headers.get('access-control-allow-headers')]).toEqual([
    204,
    expect.stringContaining('upload-offset'),
  ]);
});

test('INT-28 metrics are for engineers and have routes as labels', async () => {
  expect((await ask('/metrics')).status).toBe(401);
  const headers = { authorization: `Bearer ${server.firstEngineerToken ?? ''}` };
  const answer = await ask('/metrics', { headers });
  const text = await answer.text();
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  expect(text).toMatch(
    /fieldgrade_http_request_seconds_count\{method="POST",route="\/api\/intake\/v1\/devices",status="201"\} \d+/,
  );
  expect(text).toMatch(/^fieldgrade_devices \d+$/m);
  expect(text).not.toContain('/api/nothing');
});

test('INT-24 health reports a working database', async () => {
  const answer = await ask('/health');
  expect([answer.status, await answer.json()]).toMatchObject([200, { status: 'healthy' }]);
});

test('INT-10 a change larger than its limit is refused before it is read completely', async () => {
  const intake = await openIntakeFixture(database);
  const device = await intake.register();
  const made = makeChange({ author: device.id, record: { note: 'x'.repeat(300_000) } });
  const sent = await intake.call('PUT', `/changes/${made.changeId}`, { token: device.token, body: made.text });
  expect(await refusalIn(sent)).toEqual({ status: 413, fault: { kind: 'too-large', limitBytes: 262_144 } });
  await intake.close();
});
