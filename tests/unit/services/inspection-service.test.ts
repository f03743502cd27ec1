import 'fake-indexeddb/auto';
import { expect, onTestFinished, test } from 'vitest';
import { createInspectionService } from '../../../src/services/inspection-service';
import { FaultError } from '../../../src/services/fault-error';
import { bitsToMask, bytesToFloatRaster, floatRasterToBytes, maskToBits } from '../../../src/domain/raster-bytes';
import { sha256 } from '../../../src/platform/sha256';
import { laterMigrations, openStorage, valueOf } from '../../contract/storage-fixture';
import { madeInspection, madeRasters, madeVerdict } from '../../support/make-inspection';

const origin = { fileName: 'sheet.jpg', source: 'drop', packTitle: 'Made up' } as const;

function setUp() {
  const storage = openStorage(`inspections-${crypto.randomUUID()}`);
  onTestFinished(() => storage.connection.close());
  const asked: string[] = [];
  const inspections = createInspectionService({
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
  });
  inspections.subscribe(() => asked.push('send'));
  return { inspections, storage, asked };
}

test('STO-13 stores a map as little-endian float32 and a mask as one bit per cell, high bit first', () => {
  const map = { width: 2, height: 1, data: Float32Array.of(1, -2.5) };
  expect([...new Uint8Array(floatRasterToBytes(map))]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0]);
  expect(bytesToFloatRaster(floatRasterToBytes(map), map)).toEqual(map);
  const mask = { width: 3, height: 3, data: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 1, 1) };
  expect([...new Uint8Array(maskToBits(mask))]).toEqual([0b1000_0001, 0b1000_0000]);
  expect(bitsToMask(maskToBits(mask), mask)).toEqual(mask);
});

test('STO-13 refuses bytes that do not match the size of the raster', () => {
  expect(bytesToFloatRaster(new ArrayBuffer(7), { width: 2, height: 1 })).toBeUndefined();
  expect(bitsToMask(new ArrayBuffer(1), { width: 3, height: 3 })).toBeUndefined();
});

test('STO-14 reads back the verdict as it was saved, with the app build', async () => {
  const { inspections, asked } = setUp();
  const record = valueOf(await inspections.save(origin, madeInspection));
  const { appBuild, ...provenance } = record.provenance;
  expect(appBuild).toBe('0.1.0+test');
  expect({ ...record, provenance }).toMatchObject(madeVerdict);
  expect(valueOf(await inspections.pixelsOf(record)).rasters).toEqual(madeRasters);
  expect(record).toMatchObject({ id: 'id-1', takenAt: '2026-01-02T03:04:05.000Z', utcOffsetMinutes: 330 });
  expect(await inspections.byId('id-1')).toEqual(record);
  const { summaries } = await inspections.history({ filter: {}, sort: 'newest' }, { limit: 5 });
  expect(summaries.map(({ id }) => id)).toEqual(['id-1']);
  expect(asked).toEqual(['persist', 'send']);
  const { packId } = record.provenance;
  expect(await inspections.counts()).toEqual({ all: 1, byPackId: new Map([[packId, 1]]) });
});

test('STO-8 rejects a read from a newer database with a typed error', async () => {
  const { inspections, storage } = setUp();
  expect((await inspections.counts()).all).toBe(0);
  const later = openStorage(storage.name, { migrations: laterMigrations });
  onTestFinished(() => later.connection.close());
  valueOf(await later.history.count({}));
  await expect(inspections.history({ filter: {}, sort: 'newest' }, { limit: 1 })).rejects.toBeInstanceOf(FaultError);
  expect(await inspections.save(origin, madeInspection)).toMatchObject({
    ok: false,
    fault: { kind: 'newer-database' },
  });
});
