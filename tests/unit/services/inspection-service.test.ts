import 'fake-indexeddb/auto';
import { expect, onTestFinished, test } from 'vitest';
import { createInspectionService } from '../../../src/services/inspection-service';
import { FaultError } from '../../../src/services/fault-error';
import { bitsToMask, bytesToFloatRaster, floatRasterToBytes, maskToBits } from '../../../src/domain/raster-bytes';
import { sha256 } from '../../../src/platform/sha256';
import { laterMigrations, openStorage, valueOf } from '../../contract/storage-fixture';
import { madeInspection, madeRasters, madeVerdict } from '../../support/make-inspection';

const newInspection = {
  fileName: 'sheet.jpg',
  source: 'drop',
  packTitle: 'Made up',
  inspected: madeInspection,
} as const;

function setUp() {
  const storage = openStorage(`book-${crypto.randomUUID()}`);
  onTestFinished(() => storage.connection.close());
  const asked: string[] = [];
  const book = createInspectionService({
    repository: storage.inspections,
    history: storage.history,
    sha256,
    newId: () => 'id-1',
    momentNow: () => ({ takenAt: '2026-01-02T03:04:05.000Z', utcOffsetMinutes: 330 }),
    askToPersist: () => {
      asked.push('persist');
      return Promise.resolve(true);
    },
    appBuild: '0.1.0+test',
    onChange: () => asked.push('send'),
  });
  return { book, storage, asked };
}

test('STO-13 a map is little-endian float32 and a mask one bit per cell, high bit first', () => {
  const map = { width: 2, height: 1, data: Float32Array.of(1, -2.5) };
  expect([...new Uint8Array(floatRasterToBytes(map))]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0]);
  expect(bytesToFloatRaster(floatRasterToBytes(map), map)).toEqual(map);
  const mask = { width: 3, height: 3, data: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 1, 1) };
  expect([...new Uint8Array(maskToBits(mask))]).toEqual([0b1000_0001, 0b1000_0000]);
  expect(bitsToMask(maskToBits(mask), mask)).toEqual(mask);
});

test('STO-13 bytes that do not fit the size are no raster', () => {
  expect(bytesToFloatRaster(new ArrayBuffer(7), { width: 2, height: 1 })).toBeUndefined();
  expect(bitsToMask(new ArrayBuffer(1), { width: 3, height: 3 })).toBeUndefined();
});

test('STO-14 a verdict read back is the verdict that was given, with the build that gave it', async () => {
  const { book, asked } = setUp();
  const record = valueOf(await book.save(newInspection));
  const { appBuild, ...provenance } = record.provenance;
  expect(appBuild).toBe('0.1.0+test');
  expect({ ...record, provenance }).toMatchObject(madeVerdict);
  expect(valueOf(await book.rastersOf(record))).toEqual(madeRasters);
  expect(record).toMatchObject({ id: 'id-1', takenAt: '2026-01-02T03:04:05.000Z', utcOffsetMinutes: 330 });
  expect(await book.byId('id-1')).toEqual(record);
  const { summaries } = await book.history({ filter: {}, sort: 'newest' }, { limit: 5 });
  expect(summaries.map(({ id }) => id)).toEqual(['id-1']);
  expect(asked).toEqual(['persist', 'send']);
});

test('STO-8 a newer database is told as a typed error where the screen waits for data', async () => {
  const { book, storage } = setUp();
  await book.count({});
  const later = openStorage(storage.name, { migrations: laterMigrations });
  onTestFinished(() => later.connection.close());
  valueOf(await later.history.count({}));
  await expect(book.history({ filter: {}, sort: 'newest' }, { limit: 1 })).rejects.toBeInstanceOf(FaultError);
  expect(await book.save(newInspection)).toMatchObject({ ok: false, fault: { kind: 'newer-database' } });
});
