import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { parseSchema } from '../../../src/domain/parse-schema';
import { applyPatch, recordPatchSchema, recordSchema, type InspectionRecord } from '../../../src/domain/record';
import { mutated } from '../../support/mutate-json';
import { makeGrade, madeProvenance, madeTimings } from '../../support/record-parts';

const raster = { sha256: 'c'.repeat(64), bytes: 12, mime: 'image/jpeg', width: 4, height: 3 };

/** A record with every field that any version of the app writes. */
const fullRecord: InspectionRecord = {
  id: '0b9ab5b6-6d5a-4a8e-9d52-0d5d5f2f0001',
  takenAt: '2026-11-21T06:59:00.000Z',
  utcOffsetMinutes: -210,
  fileName: 'IMG 0001 (2).JPG',
  source: 'paste',
  packTitle: 'Rubber sheet',
  note: 'mould at the edge\n',
  picture: { width: 4000, height: 3000 },
  grade: makeGrade({ label: 'rss1', title: 'RSS 1', group: 'Grade A', confidence: 1, refused: 'not-sure' }),
  anomaly: {
    rawScore: -0.5,
    score: 0.625,
    isAnomalous: true,
    level: 'Faulty',
    levelTitle: 'Faulty',
    action: 'critical',
    boxes: [
      {
        ...{ x: 0, y: 1, width: 2, height: 3, score: 0.7 },
        ...{ level: 'Faulty', levelTitle: 'Faulty', action: 'critical' },
        category: { name: 'rust', title: 'Rust', confidence: 0.5 },
      },
    ],
    map: { ...raster, mime: 'application/x-float32' },
    mask: { ...raster, mime: 'application/x-bits' },
  },
  photo: raster,
  thumbnail: raster,
  timings: madeTimings,
  provenance: {
    ...madeProvenance,
    threshold: 3.25,
    packNotice: 'Not for payment.',
    backend: 'webgpu',
    // The messages of GPU drivers are long.
    fallbackReason: 'shader '.repeat(2000),
  },
};

test('REC-1 every record that a version of the app has stored is accepted unchanged', () => {
  const stored = storedRows('inspections', 'records').map(({ record, content }) => record ?? content);
  expect(stored).toHaveLength(83);
  // The ids of the later fixtures are names, for their tests; the app writes UUIDs.
  for (const record of [...stored.map((each) => mutated(each, ['id'], fullRecord.id)), fullRecord]) {
    expect(v.parse(recordSchema, record)).toEqual(record);
  }
});

test('REC-1 a record without the optional fields is accepted', () => {
  const { note, grade, anomaly, ...rest } = fullRecord;
  expect([note, grade, anomaly]).not.toContain(undefined);
  expect(v.parse(recordSchema, { ...rest, provenance: madeProvenance })).toBeDefined();
});

test('REC-2 unknown fields survive at every level', () => {
  const newer = withUnknownFields(fullRecord);
  expect(v.parse(recordSchema, newer)).toEqual(newer);
});

const hostile: readonly (readonly [at: string, path: readonly (string | number)[], value: unknown])[] = [
  ['id', ['id'], '../one'],
  ['takenAt', ['takenAt'], 'yesterday'],
  ['utcOffsetMinutes', ['utcOffsetMinutes'], 1e9],
  ['fileName', ['fileName'], 'x'.repeat(1001)],
  ['source', ['source'], 'telepathy'],
  ['packTitle', ['packTitle'], undefined],
  ['note', ['note'], 'x'.repeat(4001)],
  ['picture.width', ['picture', 'width'], 0],
  ['grade.confidence', ['grade', 'confidence'], 1.5],
  ['grade.probabilities', ['grade', 'probabilities'], 'all'],
  ['anomaly.rawScore', ['anomaly', 'rawScore'], Infinity],
  ['anomaly.boxes[0].x', ['anomaly', 'boxes', 0, 'x'], '0'],
  ['anomaly.boxes[0].category', ['anomaly', 'boxes', 0, 'category'], 'rust'],
  ['anomaly.map', ['anomaly', 'map'], undefined],
  ['photo.sha256', ['photo', 'sha256'], 'A'.repeat(64)],
  ['photo.bytes', ['photo', 'bytes'], 2 ** 40],
  ['thumbnail.mime', ['thumbnail', 'mime'], 'text/html; charset=utf-8'],
  ['timings.totalMs', ['timings', 'totalMs'], -1],
  ['provenance.packSha256', ['provenance', 'packSha256'], ''],
  ['provenance.backend', ['provenance', 'backend'], 'abacus'],
];

test.each(hostile)('REC-3 a record that is wrong at %s is refused with that path', (at, path, value) => {
  const parsed = parseSchema(recordSchema, mutated(fullRecord, path, value));
  expect(parsed).toMatchObject({ ok: false, fault: { at } });
  if (!parsed.ok) expect(parsed.fault.wanted).not.toMatch(/^Invalid|^$/);
});

test('REC-3 a value that is not a record is refused', () => {
  for (const value of [null, [], 'a', 7, {}]) expect(parseSchema(recordSchema, value).ok).toBe(false);
});

test('REC-4 a patch sets a field, and an empty text or null removes it', () => {
  expect(applyPatch(fullRecord, { note: 'dry' })).toEqual({ ...fullRecord, note: 'dry' });
  const { note, ...without } = fullRecord;
  expect(note).toBeDefined();
  expect(applyPatch(fullRecord, { note: '' })).toEqual(without);
  expect(applyPatch(fullRecord, { note: null })).toEqual(without);
  expect(fullRecord.note).toBe(note);
});

test('REC-4 a patch that changes nothing gives the same object', () => {
  const { note, ...without } = fullRecord;
  expect(applyPatch(fullRecord, { note: note ?? '' })).toBe(fullRecord);
  expect(applyPatch(fullRecord, {})).toBe(fullRecord);
  expect(applyPatch(without, { note: '' })).toBe(without);
});

test('REC-4 only editable fields can be patched', () => {
  expect(v.is(recordPatchSchema, { note: 'x' })).toBe(true);
  expect(v.is(recordPatchSchema, { assetId: fullRecord.id, purpose: 'baseline', repaired: true })).toBe(true);
  expect(v.is(recordPatchSchema, { id: fullRecord.id })).toBe(false);
  expect(v.is(recordPatchSchema, { purpose: 'other' })).toBe(false);
});

/** A copy in which every object has one more field. */
function withUnknownFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknownFields);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, inner]) => [key, withUnknownFields(inner)] as const);
  return { ...Object.fromEntries(fields), fromANewerVersion: { deep: [1, null] } };
}

/** The rows of one store in the databases of all released versions. */
function storedRows(...storeNames: readonly string[]): readonly Readonly<Record<string, unknown>>[] {
  return readdirSync('tests/fixtures/database').flatMap((file) => {
    const { stores } = v.parse(databaseSchema, JSON.parse(readFileSync(`tests/fixtures/database/${file}`, 'utf8')));
    return stores.flatMap(({ name, rows }) => (storeNames.includes(name) ? rows : []));
  });
}

const databaseSchema = v.object({
  stores: v.array(v.object({ name: v.string(), rows: v.array(v.record(v.string(), v.unknown())) })),
});
