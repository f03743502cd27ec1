import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '../../../server/database/open-database';
import { receiptSchema } from '../../../src/protocol/intake';
import { importAnswerSchema, type ImportAnswer } from '../../../src/protocol/intake-records';
import * as v from 'valibot';
import { openIntakeFixture, receiptIn, refusalIn, sendBlob, type IntakeFixture } from './intake-fixture';
import { jpegOf, makeChange, refOf, type MadeChange } from './make-change';
import { openingMs, openMigrated } from './migrated';

let database: OpenDatabase;
let intake: IntakeFixture;
let engineer: string;
beforeAll(async () => {
  database = await openMigrated();
  intake = await openIntakeFixture(database);
  engineer = await intake.engineer();
}, openingMs);
afterAll(async () => {
  await intake.close();
  await database.close();
});

type Entries = Readonly<Record<string, string | Uint8Array>>;

async function zipOf(entries: Entries): Promise<Uint8Array> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, content] of Object.entries(entries)) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    await zip.add(name, new Uint8ArrayReader(new Uint8Array(bytes)));
  }
  return zip.close();
}

function queueOf(device: string, changes: readonly MadeChange[], blobs: readonly Uint8Array[] = []): Entries {
  const listed = changes.map(({ changeId, contentHash }) => ({ changeId, contentHash, blobs: [] }));
  const queue = { format: 1, device, exportedAt: '2026-11-21T08:00:00.000Z', changes: listed };
  return {
    'queue.json': JSON.stringify(queue),
    ...Object.fromEntries(changes.map(({ changeId, text }) => [`changes/${changeId}.json`, text])),
    ...Object.fromEntries(blobs.map((bytes) => [`blobs/${refOf(bytes).sha256}`, bytes])),
  };
}

const send = (body: Uint8Array) => intake.call('POST', '/import', { token: engineer, body });

async function importZip(entries: Entries): Promise<ImportAnswer> {
  return v.parse(importAnswerSchema, await (await send(await zipOf(entries))).json());
}

test('INT-20 each change of an imported queue gets a receipt, and again the same one', async () => {
  const device = await intake.register();
  const photos = [jpegOf(40), jpegOf(41)];
  const changes = photos.map((photo) => makeChange({ author: device.id, blobs: [refOf(photo)] }));
  const entries = queueOf(device.id, changes, photos);
  const first = await importZip(entries);
  expect(first.refused).toEqual([]);
  expect(first.receipts.map(({ changeId }) => changeId)).toEqual(changes.map(({ changeId }) => changeId));
  expect(await importZip(entries)).toEqual(first);
  const kept = await intake.call('GET', `/changes/${changes[0]?.changeId ?? ''}`, { token: device.token });
  expect(await kept.text()).toBe(changes[0]?.text);
  const blob = await intake.call('GET', `/blobs/${refOf(jpegOf(40)).sha256}`, { token: device.token });
  expect(new Uint8Array(await blob.arrayBuffer())).toEqual(jpegOf(40));
});

test('INT-20 the device that sends the same changes later gets the receipts of the import', async () => {
  const device = await intake.register();
  const photo = jpegOf(42);
  const made = makeChange({ author: device.id, blobs: [refOf(photo)] });
  const { receipts } = await importZip(queueOf(device.id, [made], [photo]));
  expect((await sendBlob(intake, device, photo)).status).toBe(200);
  const sent = await intake.call('PUT', `/changes/${made.changeId}`, { token: device.token, body: made.text });
  expect(await receiptIn(sent)).toEqual(v.parse(receiptSchema, receipts[0]));
});

test('INT-20 a refused change does not stop the others', async () => {
  const device = await intake.register();
  const good = makeChange({ author: device.id });
  const altered = makeChange({ author: device.id });
  const lacking = makeChange({ author: device.id, blobs: [refOf(jpegOf(43))] });
  const gone = makeChange({ author: device.id });
  const entries = queueOf(device.id, [altered, lacking, gone, good]);
  const rest = Object.fromEntries(Object.entries(entries).filter(([name]) => !name.includes(gone.changeId)));
  const answer = await importZip({ ...rest, [`changes/${altered.changeId}.json`]: `${altered.text} ` });
  expect(answer.receipts.map(({ changeId }) => changeId)).toEqual([good.changeId]);
  expect(answer.refused.map(({ changeId, fault }) => [changeId, fault.kind])).toEqual([
    [altered.changeId, 'wrong-hash'],
    [lacking.changeId, 'blobs-missing'],
    [gone.changeId, 'not-valid'],
  ]);
});

test('INT-21 a file that is not an exported outbox is refused', async () => {
  const faultOf = async (body: Uint8Array) => refusalIn(await send(body));
  const noZip = { status: 400, fault: { kind: 'not-valid', at: 'body', wanted: 'a ZIP file' } };
  expect(await faultOf(new TextEncoder().encode('PK no zip'))).toEqual(noZip);
  expect(await faultOf(new Uint8Array())).toEqual(noZip);
  const whole = await zipOf(queueOf('0b8f7f8e-8f54-4a66-9f2a-0d6a3c9a2f10', []));
  expect(await faultOf(whole.subarray(0, whole.length - 30))).toEqual(noZip);
  expect((await faultOf(await zipOf({ 'a.txt': 'a' }))).fault).toMatchObject({ at: 'queue.json' });
  expect((await faultOf(await zipOf({ 'queue.json': '{"format":2}' }))).fault).toMatchObject({ kind: 'not-valid' });
});

test('INT-21 an entry that is larger than allowed or than it states is not stored', async () => {
  const device = await intake.register();
  const bomb = makeChange({ author: device.id, record: { padding: ' '.repeat(3_000_000) } });
  const packed = await zipOf(queueOf(device.id, [bomb]));
  expect(packed.length).toBeLessThan(20_000);
  const refusedBomb = v.parse(importAnswerSchema, await (await send(packed)).json()).refused[0];
  expect(refusedBomb).toMatchObject({ changeId: bomb.changeId, fault: { kind: 'not-valid' } });
  const lying = Buffer.from(packed);
  for (let at = lying.indexOf(bomb.changeId); at > 0; at = lying.indexOf(bomb.changeId, at + 1)) {
    const isCentral = lying.readUInt32LE(at - 54) === 0x02014b50;
    lying.writeUInt32LE(100, isCentral ? at - 54 + 24 : at - 38 + 22);
  }
  const refusedLie = v.parse(importAnswerSchema, await (await send(lying)).json()).refused[0];
  expect(refusedLie).toMatchObject({ changeId: bomb.changeId, fault: { kind: 'not-valid' } });
});

test('INT-21 names in a ZIP are not used as paths, and no temporary file is left', async () => {
  const device = await intake.register();
  const made = makeChange({ author: device.id });
  const queue = queueOf(device.id, [made]);
  expect((await send(await zipOf({ ...queue, '../escaped.txt': 'x' }))).status).toBe(400);
  const answer = await importZip({ ...queue, 'notes/read-me.txt': 'passed over' });
  expect(answer.receipts).toHaveLength(1);
  expect(await readdir(join(intake.folder, 'incoming'))).toEqual([]);
  expect((await readdir(intake.folder)).sort()).toEqual(['blobs', 'incoming']);
});
