import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { likelyKinds } from '../../../src/domain/likely-kinds';
import { categoryId } from '../../../src/export/categories';
import { csvLine } from '../../../src/export/csv';
import { archiveStream, type ArchiveEntry } from '../../../src/archive/write-archive';
import { freezeRecords } from '../../../server/office/queries/frozen-records';
import { matching } from '../../../server/office/queries/matching';
import { parseFilter } from '../../../server/office/record-filter';
import {
  addBlob,
  addChange,
  addDevice,
  anomalousRecord,
  gradedRecord,
  openOffice,
  recordId,
  type TestOffice,
} from './office-fixture';

const photoBytes = new TextEncoder().encode('the photo of 2, byte for byte');

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
  await addDevice(office, 1, 'Phone 1', '=HYPERLINK("http://evil.example")');
  await addChange(office, { record: gradedRecord(1, { note: '=1+1\r\nü, "quoted"', fileName: '@sum' }) });
  const photo = await addBlob(office, photoBytes, 'image/jpeg');
  const { photo: ref, anomaly } = anomalousRecord(2);
  if (anomaly === undefined) throw new Error('the fixture has no anomaly');
  const named = { ...anomaly, boxes: anomaly.boxes.map((box) => ({ ...box, category: kind('Loose joint') })) };
  await addChange(office, { record: anomalousRecord(2, { photo: { ...ref, sha256: photo }, anomaly: named }) });
  const calm = { ...anomaly, score: 0.2, isAnomalous: false, level: 'Normal', levelTitle: 'Normal', boxes: [] };
  await addChange(office, { record: anomalousRecord(3, { anomaly: calm }) });
  await addChange(office, { record: gradedRecord(4) });
  await addChange(office, { deletes: recordId(4) });
});
afterAll(() => office.close());

function kind(title: string, confidence = 0.5) {
  return { name: title, title, confidence };
}

async function download(path: string): Promise<Response> {
  const response = await office.get(path);
  expect([path, response.status]).toEqual([path, 200]);
  return response;
}

test('OFC-50 the CSV is UTF-8 with a byte order mark, and no cell is a formula', async () => {
  const response = await download('/office/export/csv');
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="fieldgrade-2026-11-21.csv"');
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const text = new TextDecoder().decode(bytes);
  expect(text.split('\r\n')[0]).toMatch(/^sequence,record_id,state,taken_at_camera_clock,inspected_at_utc,/);
  expect(text).toContain('"\'=HYPERLINK(""http://evil.example"")"');
  expect(text).toContain('"\'=1+1\r\nü, ""quoted"""');
  expect(text).toContain(",'@sum,");
  expect(text).toContain(',0.86,1,Loose joint (50%),');
  expect(text).not.toContain(recordId(4));
});

test('OFC-50 the likely kinds of a record’s regions are in one cell, each once', () => {
  const { anomaly } = anomalousRecord(2);
  if (anomaly === undefined) throw new Error('the fixture has no anomaly');
  const categories = [kind('Rust'), kind('Bark specks'), undefined, kind('Rust'), kind('Burnt', 0.4)];
  const boxes = categories.flatMap((category) =>
    anomaly.boxes.map((box) => (category === undefined ? box : { ...box, category })),
  );
  expect(likelyKinds(boxes).map(({ title }) => title)).toEqual(['Rust', 'Bark specks']);
});

test('OFC-50 escapes every start of a formula, and leaves numbers as numbers', () => {
  const starts = ['=a', '+a', '-a', '@a', '|a', '%a', '\ta', '\ra', ' =a', '\n=a', '﻿=a', '\u00a0-a'];
  for (const start of starts)
    expect([start, csvLine([start]).replace(/^"/, '').startsWith("'")]).toEqual([start, true]);
  expect(csvLine([-5, 0.25, undefined, 'a', 'a=b', 'a;b'])).toBe('-5,0.25,,a,a=b,"a;b"\r\n');
});

test('OFC-51 a line has every field that the record was received with', async () => {
  const fromANewerVersion = { ...gradedRecord(5), madeUp: { deep: [1, 'two'] } };
  await addChange(office, { record: fromANewerVersion });
  const lines = (await (await download('/office/export/jsonl')).text()).trimEnd().split('\n');
  const last: unknown = JSON.parse(lines.at(-1) ?? '');
  expect(lines).toHaveLength(4);
  expect(last).toMatchObject({ state: 'kept', record: { id: recordId(5), madeUp: { deep: [1, 'two'] } } });
  const deleted = (await (await download('/office/export/jsonl?state=deleted')).text()).trimEnd().split('\n');
  expect(deleted.map((line): unknown => JSON.parse(line))).toMatchObject([
    { state: 'deleted', record: { id: recordId(4), grade: { label: 'rss1' } } },
  ]);
});

const cocoSchema = v.object({
  images: v.array(v.looseObject({ id: v.number(), file_name: v.string(), width: v.number(), height: v.number() })),
  annotations: v.array(v.looseObject({ image_id: v.number(), bbox: v.array(v.number()), area: v.number() })),
  categories: v.array(v.object({ id: v.number(), name: v.string(), supercategory: v.string() })),
});

test('OFC-52 boxes are in pixels of the stored photo, and pictures without boxes are included', async () => {
  const coco = v.parse(cocoSchema, await (await download('/office/export/coco')).json());
  expect(coco.images.map(({ id, file_name, width, height }) => [id, file_name, width, height])).toEqual([
    [1, `photos/${recordId(2)}.jpg`, 400, 300],
    [2, `photos/${recordId(3)}.jpg`, 400, 300],
  ]);
  expect(coco.annotations).toEqual([
    {
      id: 1,
      image_id: 1,
      category_id: categoryId('Loose joint'),
      bbox: [50, 25, 100, 40],
      area: 4000,
      iscrowd: 0,
      segmentation: [[50, 25, 150, 25, 150, 65, 50, 65]],
      score: 0.86,
      severity: 'Faulty',
    },
  ]);
  expect(coco.categories.slice(0, 4).map(({ id, name }) => [id, name])).toEqual([
    [1, 'Normal'],
    [2, 'Potential'],
    [3, 'Overloway'],
    [4, 'Faulty'],
  ]);
});

test('OFC-56 a severity has one id in the export of every selection', async () => {
  const { anomaly } = anomalousRecord(7);
  if (anomaly === undefined) throw new Error('the fixture has no anomaly');
  const level = { level: 'Overloway', levelTitle: 'Overload', action: 'inspect' };
  const boxes = anomaly.boxes.map((box) => ({ ...box, ...level }));
  await addChange(office, { record: anomalousRecord(7, { anomaly: { ...anomaly, ...level, boxes } }) });
  for (const [query, ids] of [
    ['?answer=level:Faulty', ['Faulty']],
    ['?answer=level:Overloway', ['Overloway']],
    ['', ['Faulty', 'Overloway']],
  ] as const) {
    const coco = v.parse(cocoSchema, await (await download(`/office/export/coco${query}`)).json());
    expect(coco.categories.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Normal', 'Faulty', 'loose_joint']),
    );
    expect(coco.annotations.map((annotation) => annotation['severity'])).toEqual(ids);
  }
  await addChange(office, { deletes: recordId(7) });
});

test('OFC-57 the polygons are traced from the stored mask', async () => {
  const { anomaly } = anomalousRecord(8);
  if (anomaly === undefined) throw new Error('the fixture has no anomaly');
  // 8 × 6 cells, two of them marked: the second and third of the second row.
  const bits = await addBlob(office, Uint8Array.of(0, 0b0110_0000, 0, 0, 0, 0), 'application/octet-stream');
  const mask = { ...anomaly.mask, sha256: bits, bytes: 6 };
  await addChange(office, { record: anomalousRecord(8, { anomaly: { ...anomaly, mask } }) });
  const coco = v.parse(cocoSchema, await (await download('/office/export/coco')).json());
  expect(coco.annotations.at(-1)).toMatchObject({ area: 5000, segmentation: [[50, 50, 150, 50, 150, 100, 50, 100]] });
  await addChange(office, { deletes: recordId(8) });
});

test('OFC-53 the ZIP has the tables, and the photos byte for byte', async () => {
  const bytes = new Uint8Array(await (await download('/office/export/zip')).arrayBuffer());
  const reader = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false });
  const entries = await reader.getEntries();
  const names = entries.map(({ filename }) => filename);
  expect(names).toContain(`masks/${recordId(2)}.png`);
  expect(names.filter((name) => !/^(blobs|masks)\//.test(name))).toEqual([
    'fieldgrade-export.json',
    'records.csv',
    'records.jsonl',
    'predictions.json',
    'annotations.coco.json',
    `photos/${recordId(2)}.jpg`,
  ]);
  const photo = entries.find(({ filename }) => filename.startsWith('photos/'));
  if (photo === undefined || photo.directory) throw new Error('no photo');
  expect(await photo.getData(new Uint8ArrayWriter())).toEqual(photoBytes);
  expect(photo.compressionMethod).toBe(0);
  await reader.close();
});

test('OFC-54 an export is a snapshot of its beginning', async () => {
  const frozen = await freezeRecords(office.db, matching(parseFilter({ pack: 'rubber-sheet' }), 'UTC'));
  await addChange(office, { record: gradedRecord(1, { note: 'written later' }), edits: true });
  await addChange(office, { deletes: recordId(5) });
  await addChange(office, { record: gradedRecord(6) });
  const readNotes = async () => {
    const notes: unknown[] = [];
    for await (const { record } of frozen.read()) notes.push([record.id, record.note]);
    return notes;
  };
  for (const notes of [await readNotes(), await readNotes()]) {
    expect(notes).toEqual([
      [recordId(1), '=1+1\r\nü, "quoted"'],
      [recordId(5), undefined],
    ]);
  }
  const exports = await office.db.selectFrom('audit_log').selectAll().where('action', '=', 'office-exported').execute();
  expect(exports[0]).toMatchObject({ actor: 'engineer Asha', subject: 'csv of 3 ()' });
});

test('OFC-54 an export is generated as it is read', async () => {
  let made = 0;
  async function* entries(): AsyncGenerator<ArchiveEntry> {
    for (; made < 1_000; made++) {
      const content = 'x'.repeat(100_000);
      const modifiedAt = new Date(0);
      yield await Promise.resolve({ name: `photos/${made}`, modifiedAt, packing: 'stored' as const, content });
    }
  }
  const reader = archiveStream(entries()).getReader();
  for (let chunk = 0; chunk < 20; chunk++) await reader.read();
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThan(25);
  await reader.cancel();
});

test('OFC-55 passes a ZIP of changes to the intake, and shows what was refused', async () => {
  const response = await office.post('/office/import', 'PK zip bytes', {
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/zip',
  });
  expect(office.imported).toEqual(['PK zip bytes']);
  const html = await response.text();
  expect(html).toContain('0 changes imported, 1 refused.');
  expect(html).toContain('&lt;b&gt; is not valid: wanted words.');
});
