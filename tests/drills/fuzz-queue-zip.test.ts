import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImportedChange } from '../../src/domain/delivery';
import { intakePath } from '../../src/protocol/intake';
import { sha256 } from '../../src/platform/sha256';
import { readQueueZip, type CheckedBlob } from '../../src/sync/read-queue-zip';
import { printedSeed } from '../support/seeded-random';
import { hashOf } from './support/ledger';
import { runDrill } from './support/run-drill';

const seed = printedSeed('fuzz of the queue ZIP');
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 150);
const engineerToken = 'e'.repeat(40);
const bombBytes = 140 * 1024 * 1024;

test('DRL-32 an altered queue ZIP causes no 500 and no change that nobody saved', () =>
  runDrill('damaged queues', { env: { ENGINEER_TOKEN: engineerToken } }, async ({ drill, ledger, newDevice }) => {
    const device = await newDevice();
    for (let count = 0; count < 3; count += 1) await device.save();
    const zip = Buffer.from(await (await device.exportQueue()).arrayBuffer());
    const savedTexts = new Set(ledger.entries.map(({ textSha256 }) => textSha256));
    let taken = 0;
    const check = fc.asyncProperty(damaged(zip), async (bytes) => {
      expect(await importAtServer(drill.server.url, bytes)).toBeLessThan(500);
      await readQueueZip(new Blob([bytes]), { sha256, take });
    });
    const take = (change: ImportedChange, blobs: readonly CheckedBlob[]) => {
      taken += 1;
      expect(savedTexts.has(hashOf(change.text))).toBe(true);
      for (const { sha256: name, bytes } of blobs) expect(hashOf(new Uint8Array(bytes))).toBe(name);
      return Promise.resolve({ ok: true, value: 'queued' } as const);
    };
    await fc.assert(check, { seed, numRuns });
    expect(taken).toBeGreaterThan(0);
    const bomb = await makeBomb();
    expect(await importAtServer(drill.server.url, bomb)).toBeLessThan(500);
    expect(await readQueueZip(new Blob([bomb]), { sha256, take })).toMatchObject({ ok: false });
    expect(drill.server.isRunning()).toBe(true);
  }));

/** A ZIP with bytes changed, removed, repeated or inserted; changes near the end hit its directory. */
function damaged(zip: Buffer): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const place = fc.oneof(
    fc.nat(zip.length - 1),
    fc.nat(900).map((back) => zip.length - 1 - back),
  );
  const changed = fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 6 }).map((changes) => {
    const bytes = Uint8Array.from(zip);
    for (const [at, byte] of changes) bytes[at] = byte;
    return bytes;
  });
  const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(Buffer.concat(parts));
  return fc.oneof(
    { weight: 5, arbitrary: changed },
    { weight: 1, arbitrary: place.map((at) => joined(zip.subarray(0, at))) },
    { weight: 1, arbitrary: fc.tuple(place, place).map(([a, b]) => joined(zip.subarray(0, a), zip.subarray(b))) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => joined(bytes, zip)) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => joined(bytes)) },
  );
}

/** A listing that is small when compressed and large when unpacked. */
async function makeBomb(): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { level: 9 });
  await zip.add('queue.json', new Uint8ArrayReader(new Uint8Array(bombBytes).fill(0x20)));
  await zip.add('../../outside', new TextReader('x'));
  return Uint8Array.from(await zip.close());
}

async function importAtServer(url: string, body: Uint8Array<ArrayBuffer>): Promise<number> {
  const headers = { authorization: `Bearer ${engineerToken}`, 'content-type': 'application/zip' };
  const answer = await fetch(`${url}${intakePath}/import`, { method: 'POST', headers, body });
  await answer.arrayBuffer();
  return answer.status;
}
