import 'fake-indexeddb/auto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { sha256 } from '../../../src/platform/sha256';
import { createBlobReader } from '../../../src/storage/blobs';
import { openStorage, valueOf } from '../../contract/storage-fixture';
import { makeRecord } from '../../support/make-record';

test('STO-30 twenty blobs asked for at once are one transaction; one asked for later is another', async () => {
  const { connection, inspections } = openStorage(`blobs-${crypto.randomUUID()}`);
  onTestFinished(() => connection.close());
  const ids = Array.from({ length: 20 }, (_, place) => `record-${place}`);
  const made = await Promise.all(ids.map((id) => makeRecord({ id, takenAt: '2026-01-01T00:00:00.000Z' })));
  for (const { record, blobs } of made) valueOf(await inspections.add(record, blobs));
  const read = createBlobReader(connection, sha256);
  const begin = vi.spyOn(IDBDatabase.prototype, 'transaction');
  onTestFinished(() => begin.mockRestore());
  const thumbnails = await Promise.all(made.map(({ record }) => read(record.thumbnail)));
  expect(thumbnails.map(valueOf)).toEqual(made.map(({ blobs }) => blobs[1]?.bytes));
  expect(begin).toHaveBeenCalledTimes(1);
  const [first] = made;
  if (first !== undefined) valueOf(await read(first.record.photo));
  expect(begin).toHaveBeenCalledTimes(2);
});

test('STO-30 a blob that is missing in a batch is reported for itself; the others are read', async () => {
  const { connection, inspections } = openStorage(`blobs-${crypto.randomUUID()}`);
  onTestFinished(() => connection.close());
  const { record, blobs } = await makeRecord({ id: 'one', takenAt: '2026-01-01T00:00:00.000Z' });
  valueOf(await inspections.add(record, blobs));
  const missing = { ...record.photo, sha256: 'f'.repeat(64) };
  const [found, lost] = await Promise.all([inspections.read(record.photo), inspections.read(missing)]);
  expect(found.ok).toBe(true);
  expect(lost).toEqual({ ok: false, fault: { kind: 'damaged', sha256: missing.sha256 } });
});
