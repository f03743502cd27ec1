import 'fake-indexeddb/auto';
import { expect, onTestFinished, test } from 'vitest';
import type { KnownSource } from '../../../src/domain/nearest-normal';
import { succeed } from '../../../src/domain/result';
import { fileNameIn, teachPictureName } from '../../../src/domain/teaching';
import type { NearestRequest } from '../../../src/inspector/nearest-in';
import { sha256 } from '../../../src/platform/sha256';
import { createInspectionService } from '../../../src/services/inspection-service';
import { findNearestNormal } from '../../../src/services/nearest-evidence';
import { openStorage, valueOf } from '../../contract/storage-fixture';
import { madeInspection, madeLoadedPack } from '../../support/make-inspection';

const teaching = {
  id: 'teaching-1',
  startedAt: '2026-11-26T09:00:00.000Z',
  kind: 'anomaly',
  packId: madeLoadedPack.pack.id,
  title: 'Sheets',
  base: { id: 'surface', title: 'Surface' },
  options: { closeLook: 'auto' },
  state: { phase: 'collecting' },
} as const;

const picture = { label: 'normal', fileName: 'good.jpg', source: 'file', sha256: 'a'.repeat(64), bytes: 7 } as const;

/** Real storage with one record and one teaching; only the worker is replaced. */
async function setUp() {
  const storage = openStorage(`evidence-${crypto.randomUUID()}`);
  onTestFinished(() => storage.connection.close());
  const inspections = createInspectionService({
    ...{ repository: storage.inspections, history: storage.history, sha256 },
    newId: () => crypto.randomUUID(),
    momentNow: () => ({ takenAt: '2026-11-26T10:00:00.000Z', utcOffsetMinutes: 0 }),
    askToPersist: () => Promise.resolve(true),
    appBuild: 'test',
  });
  const origin = { fileName: 'yard.jpg', source: 'file', packTitle: 'Made up', pictureSha256: 'b'.repeat(64) } as const;
  const record = valueOf(await inspections.save(origin, madeInspection));
  valueOf(await storage.teachings.add(teaching));
  valueOf(await storage.teachings.addPictures(teaching.id, [{ picture, bytes: new ArrayBuffer(7) }]));
  const { teachings } = storage;
  const services = {
    inspections,
    baselines: { withIds: () => Promise.resolve([]) },
    teachings: {
      list: async () => valueOf(await teachings.list()),
      byId: async (id: string) => valueOf(await teachings.byId(id)),
      file: async (key: { readonly teachingId: string; readonly order: number }) =>
        valueOf(await teachings.readFile(key)),
    },
  };
  return { services, record };
}

/** What the worker was asked, and the bytes that it got for these sources. */
async function asked(sources: readonly KnownSource[]) {
  const { services, record } = await setUp();
  const requests: Omit<NearestRequest, 'jobId'>[] = [];
  const inspector = {
    prepare: () => Promise.resolve(succeed(madeLoadedPack)),
    nearest: (request: Omit<NearestRequest, 'jobId'>) => {
      requests.push(request);
      return Promise.resolve(succeed(undefined));
    },
  };
  const { width, height } = record.picture;
  const region = { x: width / 4, y: height / 2, width: width / 4, height: height / 4 };
  const found = await findNearestNormal({ record, region }, { ...services, inspector }, new AbortController().signal);
  const request = requests[0] ?? expect.fail('the worker was not asked');
  const read = await Promise.all(sources.map((source) => request.readKnown(source)));
  return { found, request, lengths: read.map((bytes) => bytes?.byteLength) };
}

test('EVD-3 EVD-4 the worker is given the pictures of the teaching and of the history that are on the device', async () => {
  const name = teachPictureName({ order: 0, fileName: picture.fileName });
  const { lengths } = await asked([
    { kind: 'picture', name, number: 1, of: 1 },
    { kind: 'picture', name: '2 removed.jpg', number: 2, of: 2 },
    { kind: 'correction', name: 'yard.jpg', pictureSha256: 'b'.repeat(64) },
    { kind: 'correction', name: 'other.jpg', pictureSha256: 'c'.repeat(64) },
    { kind: 'pack' },
  ]);
  expect(lengths).toEqual([7, undefined, madeInspection.photo.bytes.byteLength, undefined, undefined]);
});

test('EVD-6 the stored photo is searched, the region in fractions of it, and the version of the pack is stated', async () => {
  const { found, request } = await asked([]);
  expect(request).toMatchObject({
    packId: madeInspection.verdict.provenance.packId,
    area: { x: 0.25, y: 0.5, width: 0.25, height: 0.25 },
  });
  expect(request.bytes.byteLength).toBe(madeInspection.photo.bytes.byteLength);
  expect(found).toEqual({ ok: true, value: { packVersion: madeLoadedPack.pack.version } });
});

test('EVD-3 a picture is named by its file name, without the number that its teaching stores', () => {
  expect(fileNameIn(teachPictureName({ order: 2, fileName: 's3.jpg' }))).toBe('s3.jpg');
  expect(fileNameIn(teachPictureName({ order: 0, fileName: '12 sheets.jpg' }))).toBe('12 sheets.jpg');
  expect(fileNameIn('3 good/12 sheets.jpg')).toBe('3 good/12 sheets.jpg');
});
