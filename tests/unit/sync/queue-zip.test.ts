import { BlobReader, BlobWriter, TextReader, ZipReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../../src/platform/sha256';
import { importChange } from '../../../src/storage/import-change';
import { readQueueZip } from '../../../src/sync/read-queue-zip';
import { writeQueueZip } from '../../../src/sync/write-queue-zip';
import { fixtureDependencies, valueOf } from '../../contract/storage-fixture';
import { ModelIntake } from '../../support/model-intake';
import { openDevice, openRegisteredDevice, type SyncDevice } from '../../support/sync-device';

const server = new ModelIntake();

async function exportOf(device: SyncDevice, only?: string): Promise<Blob> {
  const deviceId = valueOf(await device.settings.deviceId());
  const exportedAt = '2026-11-21T08:00:00.000Z';
  const parts = { store: device.outbox, blobs: device.inspections, sha256, deviceId, exportedAt };
  return valueOf(await writeQueueZip(parts, only));
}

function importInto(device: SyncDevice, zip: Blob) {
  return readQueueZip(zip, {
    sha256,
    take: (change, blobs) => importChange(device.connection, change, blobs, fixtureDependencies),
  });
}

async function textsOf(device: SyncDevice): Promise<readonly string[]> {
  return valueOf(await device.outbox.page({ limit: 100 })).map(({ text }) => text);
}

describe('export and import', () => {
  test('SYN-15 exports exact texts, each blob once, and a listing, and keeps the outbox', async () => {
    const device = openDevice(server.send);
    const ids = [await device.save({ photo: 'same' }), await device.save({ photo: 'same' })];
    const entries = await new ZipReader(new BlobReader(await exportOf(device))).getEntries();
    const names = entries.map(({ filename }) => filename);
    expect(names.filter((name) => name.startsWith('changes/'))).toEqual(ids.map((id) => `changes/${id}.json`));
    expect(names.filter((name) => name.startsWith('blobs/'))).toHaveLength(3);
    expect(names.at(-1)).toBe('queue.json');
    expect(await device.waiting()).toHaveLength(2);
  });

  test('SYN-16 imports the changes unchanged, shows them in the history and delivers them with its own token', async () => {
    const [from, to] = [openDevice(server.send), await openRegisteredDevice(server.send)];
    const id = await from.save({ photo: 'large '.repeat(100_000) });
    valueOf(await from.inspections.edit(id, { note: 'carried by hand' }));
    const zip = await exportOf(from);
    expect(valueOf(await importInto(to, zip))).toEqual({ queued: 2, known: 0, refused: 0 });
    expect(await textsOf(to)).toEqual(await textsOf(from));
    expect(valueOf(await to.inspections.byId(id))).toEqual(valueOf(await from.inspections.byId(id)));
    const texts = await textsOf(to);
    expect((await to.drain()).delivered).toBe(2);
    expect([...server.changes.values()].map(({ text }) => text)).toEqual(expect.arrayContaining([...texts]));
    expect(valueOf(await importInto(to, zip))).toMatchObject({ known: 1 });
  });

  test('SYN-15 exports a single change', async () => {
    const [from, to] = [openDevice(server.send), openDevice(server.send)];
    const [, second] = [await from.save(), await from.save()];
    valueOf(await importInto(to, await exportOf(from, second)));
    expect(await to.waiting()).toEqual([`${second} queued`]);
  });
});

describe('a forged ZIP', () => {
  async function repack(zip: Blob, change: (name: string, text: string) => string): Promise<Blob> {
    const writer = new ZipWriter(new BlobWriter());
    for (const entry of await new ZipReader(new BlobReader(zip)).getEntries()) {
      if (entry.directory) continue;
      const text = await (await entry.getData(new BlobWriter())).text();
      await writer.add(entry.filename, new TextReader(change(entry.filename, text)));
    }
    return writer.close();
  }

  const forgeries: readonly (readonly [string, (name: string, text: string) => string])[] = [
    ['a changed text', (name, text) => (name.startsWith('changes/') ? text.replace('RSS 1', 'RSS 5') : text)],
    ['a changed photo', (name, text) => (name.startsWith('blobs/') ? `${text}!` : text)],
    ['a text that is no change', (name, text) => (name.startsWith('changes/') ? '{}' : text)],
    ['a text that is too long', (name, text) => (name.startsWith('changes/') ? 'x'.repeat(300_000) : text)],
  ];
  test.each(forgeries)('SYN-16 refuses %s and adds nothing to the history', async (_name, forge) => {
    const [from, to] = [openDevice(server.send), openDevice(server.send)];
    await from.save();
    const zip = await repack(await exportOf(from), forge);
    expect(valueOf(await importInto(to, zip))).toEqual({ queued: 0, known: 0, refused: 1 });
    expect(await to.waiting()).toEqual([]);
    expect(valueOf(await to.history.count({}))).toBe(0);
  });

  test('SYN-16 refuses an invalid record even with the right hash', async () => {
    const [from, to] = [openDevice(server.send), openDevice(server.send)];
    const id = await from.save();
    const zip = await exportOf(from);
    const [row] = valueOf(await from.outbox.page({ limit: 1 }));
    const forged = row?.text.replace('"source":"file"', '"source":{}') ?? '';
    const hashes = await Promise.all(
      [row?.text ?? '', forged].map((text) => sha256(new TextEncoder().encode(text).buffer)),
    );
    const repacked = await repack(zip, (name, text) =>
      name === `changes/${id}.json` ? forged : text.replace(hashes[0] ?? '', hashes[1] ?? ''),
    );
    expect(valueOf(await importInto(to, repacked))).toMatchObject({ refused: 1 });
  });

  test.each([
    ['no ZIP at all', new Blob(['hello'])],
    ['an empty file', new Blob([])],
  ])('SYN-16 %s is said to be no queue', async (_name, file) => {
    expect(await importInto(openDevice(server.send), file)).toEqual({ ok: false, fault: { kind: 'not-a-queue' } });
  });

  test('SYN-16 refuses a ZIP without a listing', async () => {
    const writer = new ZipWriter(new BlobWriter());
    await writer.add('notes.txt', new TextReader('hello'));
    const fault = { kind: 'not-a-queue' };
    expect(await importInto(openDevice(server.send), await writer.close())).toEqual({ ok: false, fault });
  });
});
