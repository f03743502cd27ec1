/** Assets and jobs in the office: export, report, versions, limits. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InspectionRecord } from '../../../src/domain/record';
import { succeed } from '../../../src/domain/result';
import { itemLabel, type SharedItem } from '../../../src/domain/shared-item';
import { createRecordRestore } from '../../../src/services/record-restore';
import { listJobs } from '../../../server/office/queries/shared-items';
import { saveShared } from '../../../server/office/save-shared';
import { sha256Hex } from '../../../node-host/sha256';
import {
  addBlob,
  addChange,
  addDevice,
  anomalousRecord,
  openOffice,
  recordId,
  type TestOffice,
} from './office-fixture';

const writer = { engineer: 'Asha', requestId: 'test' };
const [hot, locked, repaired, fine] = ['T-hot', 'T-locked', 'T-repaired', 'T-fine'].map(transformer) as [
  Asset,
  Asset,
  Asset,
  Asset,
];
const apart = transformer('T-apart');
const job = {
  type: 'job',
  value: {
    id: randomUUID(),
    number: 'J-7',
    date: '2026-11-20',
    status: 'IN_PROGRESS',
    branch: 'Galle',
    inspector: 'Nimal',
    weather: 'cloudy',
    assets: [
      { assetId: hot.value.id },
      { assetId: locked.value.id, notInspectedBecause: 'Gate locked' },
      { assetId: repaired.value.id },
      { assetId: fine.value.id },
    ],
  },
} as const satisfies SharedItem;

type Asset = ReturnType<typeof transformer>;

function transformer(number: string) {
  const value = { id: randomUUID(), number, kind: 'transformer', location: `Road of ${number}` } as const;
  return { type: 'asset', value } as const satisfies SharedItem;
}

let office: TestOffice;

beforeAll(async () => {
  office = await openOffice();
  await addDevice(office, 1, 'Phone 1', 'North yard');
  await save(hot, locked, repaired, fine, apart, job);
  const photo = await addBlob(office, new TextEncoder().encode('a photo'), 'image/jpeg');
  const raster = await addBlob(office, new Uint8Array(6), 'application/octet-stream');
  const add = (n: number, asset: Asset, more: Partial<InspectionRecord> = {}) =>
    addChange(office, { record: recordOf(n, { photo, raster }, { assetId: asset.value.id, ...more }) });
  const inJob = { jobId: job.value.id };
  await add(1, hot, { ...inJob, takenAt: '2026-11-20T06:00:00.000Z' });
  await add(2, repaired, { ...inJob, repaired: true });
  await add(3, fine, { ...inJob, anomaly: calm(recordOf(3, { photo, raster }).anomaly) });
  await add(4, hot, { takenAt: '2026-06-01T06:00:00.000Z', fileName: 'half-a-year-ago.jpg' });
});
afterAll(() => office.close());

async function save(...items: readonly SharedItem[]): Promise<void> {
  const writes = items.map((item) => ({ type: item.type, id: item.value.id, item }));
  const saved = await saveShared(office.dependencies, writes, writer);
  if (!saved.ok) throw new Error(JSON.stringify(saved.fault));
}

/** A record all of whose blobs are in the office. */
function recordOf(
  n: number,
  { photo, raster }: { readonly photo: string; readonly raster: string },
  more: Partial<InspectionRecord> = {},
): InspectionRecord {
  const record = anomalousRecord(n);
  if (record.anomaly === undefined) throw new Error('the fixture has no anomaly');
  const { anomaly } = record;
  return {
    ...record,
    photo: { ...record.photo, sha256: photo },
    thumbnail: { ...record.thumbnail, sha256: photo },
    anomaly: { ...anomaly, map: { ...anomaly.map, sha256: raster }, mask: { ...anomaly.mask, sha256: raster } },
    ...more,
  };
}

function calm(anomaly: InspectionRecord['anomaly']): NonNullable<InspectionRecord['anomaly']> {
  if (anomaly === undefined) throw new Error('the fixture has no anomaly');
  return { ...anomaly, score: 0.2, isAnomalous: false, level: 'Normal', levelTitle: 'Normal', boxes: [] };
}

async function textOf(path: string): Promise<string> {
  const response = await office.get(path);
  expect([path, response.status]).toEqual([path, 200]);
  const html = await response.text();
  return html
    .slice(html.indexOf('<main'))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

/** Restores the export at `path` as the app does, into an empty device. */
async function restoreInApp(path: string) {
  const records: InspectionRecord[] = [];
  const items: SharedItem[] = [];
  const restore = createRecordRestore({
    sha256: (bytes) => Promise.resolve(sha256Hex(new Uint8Array(bytes))),
    restore: (record) => {
      records.push(record);
      return Promise.resolve(succeed('restored'));
    },
    restoreItems: (found) => {
      items.push(...found);
      return Promise.resolve(succeed(undefined));
    },
  });
  const file = new Blob([await (await office.get(path)).arrayBuffer()]);
  const outcome = await restore(file, () => undefined);
  return { outcome, records, numbers: items.map(itemLabel).sort() };
}

test('OFC-53 the ZIP of a job is restored in the app with its assets and the job', async () => {
  const { outcome, records, numbers } = await restoreInApp(`/office/export/zip?job=${job.value.id}`);
  expect(outcome).toEqual({ ok: true, value: { restored: 3, known: 0, lost: 0, all: 3 } });
  expect(records.map(({ assetId }) => assetId)).toEqual([hot.value.id, repaired.value.id, fine.value.id]);
  expect(numbers).toEqual(['J-7', 'T-fine', 'T-hot', 'T-locked', 'T-repaired']);
});

test('OFC-53 the ZIP of all records has every asset and job, that of a selection those that belong to it', async () => {
  expect((await restoreInApp('/office/export/zip')).numbers).toContain('T-apart');
  const ofAsset = await restoreInApp(`/office/export/zip?asset=${repaired.value.id}`);
  expect(ofAsset.records).toHaveLength(1);
  // The record belongs to the job, and so do the assets of the job.
  expect(ofAsset.numbers).toContain('J-7');
  expect(ofAsset.numbers).not.toContain('T-apart');
});

test('OFC-63 the report of a job has its facts and each of its assets with its state', async () => {
  const text = await textOf(`/office/report?job=${job.value.id}&client=Ceylon+Power&site=Galle+North&summary=Act+now`);
  expect(text).toContain('Client Ceylon Power Site Galle North');
  expect(text).toContain('Summary Act now');
  expect(text).toContain('Job J-7 Date 20 Nov 2026 Branch Galle');
  expect(text).toContain('Weather Cloudy Inspector Nimal');
  expect(text).toContain('1 Fault 1 Not inspected 1 Repaired 1 No fault');
  expect(text).toContain('T-locked Road of T-locked Not inspected Gate locked 0');
  for (const [asset, state] of [
    ['T-hot', 'Fault'],
    ['T-repaired', 'Repaired'],
    ['T-fine', 'No fault'],
  ])
    expect(text).toContain(`${asset} Road of ${asset} ${state}`);
});

test('OFC-63 the form of the front page keeps the selection, and a text too long for it is left out', async () => {
  const html = await (
    await office.get(`/office/report?job=${job.value.id}&client=Ceylon&site=${'x'.repeat(300)}`)
  ).text();
  expect(html).toContain(`<input type="hidden" name="job" value="${job.value.id}"/>`);
  expect(html).toMatch(/<input[^>]*name="client"[^>]*value="Ceylon"/);
  expect(html).toMatch(/<input[^>]*name="site"[^>]*value=""/);
});

test('OFC-64 the page of a finding lists the other inspections of its asset', async () => {
  const text = await textOf(`/office/report?job=${job.value.id}`);
  expect(text).toContain('1 Jun 2026');
  expect(text.split('half-a-year-ago.jpg')).toHaveLength(2);
  expect(text).not.toContain('sheet-4.jpg');
});

test('OFC-65 the page of a job or asset lists its versions: who made each one, when, and its content', async () => {
  office.clock.now += 60_000;
  await save({ ...job, value: { ...job.value, status: 'COMPLETED' } });
  const text = await textOf(`/office/jobs/${job.value.id}`);
  expect(text).toContain('2 versions');
  const made = 'Saved at the office 21 Nov 2026, ';
  expect(text.indexOf('J-7, Completed: 4 assets')).toBeLessThan(text.indexOf('J-7, In progress: 4 assets'));
  expect(text.split(made)).toHaveLength(3);
  expect(text.split('Current version')).toHaveLength(2);
  expect(await textOf(`/office/asset-list/${hot.value.id}`)).toContain('T-hot · Road of T-hot');
});

test('OFC-66 a job that no device could receive is refused with what to do, and nothing is stored', async () => {
  const long = 'a'.repeat(200);
  const assets = Array.from({ length: 1000 }, () => ({ assetId: randomUUID(), notInspectedBecause: long }));
  const item = { ...job, value: { ...job.value, assets } };
  const saved = await saveShared(office.dependencies, [{ type: 'job', id: job.value.id, item }], writer);
  expect(saved).toEqual({ ok: false, fault: { kind: 'too-large', limitBytes: 262_144 } });
  expect((await listJobs(office.db)).find(({ id }) => id === job.value.id)?.assets).toHaveLength(4);
});

test('OFC-19 the page of a record leads to its asset and its job', async () => {
  const html = await (await office.get(`/office/records/${recordId(1)}`)).text();
  expect(html).toContain(`<a href="/office/asset-list/${hot.value.id}">T-hot</a>`);
  expect(html).toContain(`<a href="/office/jobs/${job.value.id}">J-7</a>`);
  const apartFromJobs = await (await office.get(`/office/records/${recordId(4)}`)).text();
  expect(apartFromJobs).not.toContain('/office/jobs/');
});
