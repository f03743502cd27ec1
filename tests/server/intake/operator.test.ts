/** The operator's commands as separate processes, and stopping the server. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { writeChange } from '../../../src/domain/change';
import { jobSchema } from '../../../src/domain/job';
import { sharedKindOf, type SharedItem } from '../../../src/domain/shared-item';
import { parseSharedList } from '../../../src/protocol/shared-list';
import { parseDeviceToken, parseReceipt } from '../../../src/protocol/intake';
import { addEmptyDatabase } from '../../support/empty-database';
import { freshDatabase, hasPostgres, type FreshDatabase } from '../../support/fresh-database';
import { startServer, type ServerProcess } from '../../support/server-process';
import { jpegOf, makeChange, readingAt, refOf } from '../../unit/server/make-change';

const settings = { LEGACY_API: 'off', RATE_LIMIT: 'off', ENGINEER_TOKEN: '' };
const photo = jpegOf(80, 5000);

/** Each command is a process that opens the embedded database: seconds on a busy machine. */
const longTest = { timeout: 300_000 };

let folder: string;
let server: ServerProcess;
let device: { readonly id: string; readonly token: string };
let made: ReturnType<typeof makeChange>;
let madeShared: ReturnType<typeof makeShared>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldgrade-operator-'));
  server = await startServer({ env: { ...settings, DATA_DIR: dataDir('first') } });
  device = await register();
  made = makeChange({ author: device.id, blobs: [refOf(photo)], record: { note: 'é "quoted" 🌧' } });
  madeShared = makeShared(device.id);
  await deliver();
}, longTest.timeout);
afterAll(async () => {
  await server.kill();
  await rm(folder, { recursive: true });
});

const dataDir = (name: string) => join(folder, name);

function call(method: string, path: string, headers: Readonly<Record<string, string>>, body?: BodyInit) {
  const url = `${server.url}/api/intake/v1${path}`;
  return fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
}

async function register() {
  const body = JSON.stringify({ deviceId: randomUUID(), name: 'Phone', location: 'Shed 3' });
  const answer = parseDeviceToken(await (await call('POST', '/devices', {}, body)).json());
  return { id: answer?.deviceId ?? '', token: answer?.token ?? '' };
}

const authorization = () => ({ authorization: `Bearer ${device.token}` });

async function deliver(): Promise<void> {
  const headers = { ...authorization(), 'upload-offset': '0', 'upload-length': String(photo.length) };
  for (const shared of madeShared) await put(shared);
  await call('PUT', `/blobs/${refOf(photo).sha256}`, headers, new Blob([new Uint8Array(photo)]));
  await put(made);
}

async function put({ changeId, text }: { readonly changeId: string; readonly text: string }): Promise<void> {
  const answer = await call('PUT', `/changes/${changeId}`, authorization(), text);
  if (parseReceipt(await answer.json()) === undefined) throw new Error('No receipt.');
}

/** An asset in two versions, and a job that lists it. */
function makeShared(author: string) {
  const asset = { id: randomUUID(), number: 'T1', kind: 'transformer' } as const;
  const job = {
    id: randomUUID(),
    number: 'J1',
    date: '2026-11-21',
    status: 'PENDING',
    assets: [{ assetId: asset.id }],
  };
  const items: readonly SharedItem[] = [
    { type: 'asset', value: { ...asset, number: 'T0' } },
    { type: 'asset', value: asset },
    { type: 'job', value: v.parse(jobSchema, job) },
  ];
  return items.map((item, minutes) => {
    const ids = { changeId: randomUUID(), recordId: item.value.id, at: readingAt(minutes, author), author, blobs: [] };
    return { ...ids, text: writeChange({ ...ids, kind: sharedKindOf(item.type, 'saved'), item }) };
  });
}

interface ProcessResult {
  readonly code: number;
  readonly text: string;
}

function admin(args: readonly string[], env: Readonly<Record<string, string>>): Promise<ProcessResult> {
  const command = ['--liftoff-only', 'build/server-admin.mjs', ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { env: { ...process.env, ...settings, ...env } }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), text: stdout + stderr }),
    );
  });
}

test('INT-38 commands on a running embedded server ask to stop it first', async () => {
  const { code, text } = await admin(['list-devices'], { DATA_DIR: dataDir('first') });
  expect(code).toBe(1);
  expect(text).toContain('stop the server first');
});

test('INT-29 a stopping server finishes the response in progress', async () => {
  const body = JSON.stringify({ deviceId: randomUUID(), name: 'Late', location: 'Shed 4' });
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
  const sent = request(`${server.url}/api/intake/v1/devices`, { method: 'POST', headers });
  const answered = new Promise<number>((resolve, reject) => {
    sent.once('error', reject);
    sent.once('response', (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
  });
  await new Promise((resolve) => sent.write(body.slice(0, 10), resolve));
  await call('GET', '/records', authorization());
  const stopped = server.stop();
  await expect.poll(() => server.log(), { timeout: 60_000 }).toContain('shutting down');
  await expect(fetch(server.url)).rejects.toThrow();
  sent.end(body.slice(10));
  expect(await answered).toBe(201);
  expect(await stopped).toEqual({ code: 0, signal: null });
});

describe('with the server stopped', () => {
  const first = () => ({ DATA_DIR: dataDir('first') });

  test('INT-38 engineers and devices are listed, revoked and readmitted', longTest, async () => {
    const added = await admin(['add-engineer', 'Asha'], first());
    expect(added.text.trim()).toMatch(/^[\w-]{43}$/m);
    expect((await admin(['list-devices'], first())).text).toContain(`Phone, Shed 3`);
    expect(await admin(['revoke', device.id], first())).toMatchObject({ code: 0 });
    expect((await admin(['list-devices'], first())).text).toMatch(new RegExp(`${device.id}.*revoked`));
    expect(await admin(['readmit', device.id], first())).toMatchObject({ code: 0 });
    expect(await admin(['revoke-engineer', 'Nobody'], first())).toMatchObject({ code: 1 });
  });

  test(
    'INT-37 AST-23 a backup with assets and jobs is restored into an empty server, and into no other',
    longTest,
    async () => {
      const file = join(folder, 'backup.zip');
      const backup = await admin(['backup', file], first());
      expect([backup.code, backup.text]).toEqual([0, expect.stringContaining('1 blob')]);
      const second = { DATA_DIR: dataDir('second') };
      expect(await admin(['restore', file], second)).toMatchObject({ code: 0 });
      const again = await admin(['restore', file], second);
      expect([again.code, again.text]).toEqual([1, expect.stringContaining('empty')]);
      await expectRestored(second);
    },
  );

  describe.skipIf(!hasPostgres)('and PostgreSQL', () => {
    let fresh: FreshDatabase;
    beforeAll(async () => {
      fresh = await freshDatabase();
    });
    afterAll(() => fresh.drop());

    test('INT-37 a backup of the embedded database is restored into PostgreSQL and back', longTest, async () => {
      const third = { DATA_DIR: dataDir('third'), DATABASE_URL: fresh.url };
      expect(await admin(['restore', join(folder, 'backup.zip')], third)).toMatchObject({ code: 0 });
      expect(await admin(['backup', join(folder, 'again.zip')], third)).toMatchObject({ code: 0 });
      const fourth = { DATA_DIR: dataDir('fourth') };
      addEmptyDatabase(fourth.DATA_DIR);
      expect(await admin(['restore', join(folder, 'again.zip')], fourth)).toMatchObject({ code: 0 });
      await expectRestored(fourth);
    });
  });
});

/** The restored server answers with the same bytes, continues its sequence numbers, and has its engineers. */
async function expectRestored(env: Readonly<Record<string, string>>): Promise<void> {
  const added = await admin(['add-engineer', 'Ravi'], env);
  const headers = { authorization: `Bearer ${added.text.trim().split('\n').at(-1) ?? ''}` };
  await server.restart(env);
  const text = await call('GET', `/changes/${made.changeId}`, headers);
  expect(await text.text()).toBe(made.text);
  const blob = await call('GET', `/blobs/${refOf(photo).sha256}`, headers);
  expect(new Uint8Array(await blob.arrayBuffer())).toEqual(photo);
  device = await register();
  const next = makeChange({ author: device.id });
  const receipt = parseReceipt(
    await (await call('PUT', `/changes/${next.changeId}`, authorization(), next.text)).json(),
  );
  expect(receipt?.sequence).toBe(5);
  const shared = parseSharedList(await (await call('GET', '/shared', authorization())).json());
  expect(shared?.changes.map(({ text: each }) => each)).toEqual(madeShared.slice(1).map(({ text: each }) => each));
  await server.stop();
}
