import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFolderBlobs } from '../../../server/blobs/folder-blobs';
import { migrate } from '../../../server/database/migrate';
import { openDatabase, type OpenDatabase } from '../../../server/database/open-database';
import type { Detection } from '../../../server/legacy-api/detect-anomaly';
import { createLegacyStore, createOutputRows } from '../../../server/legacy-api/legacy-store';
import { memoryPlace } from '../../support/empty-database';
import { createOutputStore } from '../../../server/legacy-api/output-store';

let database: OpenDatabase;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldgrade-outputs-'));
  database = await openDatabase(await memoryPlace(), () => undefined);
  await migrate(database.db);
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const dayMs = 86_400_000;

const detection: Detection = {
  anomaly_score: 0.72,
  classification: 'Overloway',
  confidence: 'Medium',
  is_anomalous: true,
  bounding_boxes: [{ x: 1, y: 2, width: 3, height: 4, confidence: 0.9, type: 'Critical', category: 'loose-joint' }],
  visualizations: null,
  processing_time: 0.1,
  model_version: 'v0.1.0',
};

/** Four different files. */
function viewsOf(seed: number) {
  const png = (view: number) => new Uint8Array([seed, view]);
  return { mask: png(0), overlay: png(1), filtered: png(2), bounded: png(3) };
}

test('EAR-18 pictures older than the limit are removed, newer ones and the results stay', async () => {
  let nowMs = Date.parse('2026-03-01T00:00:00Z');
  const now = () => nowMs;
  const legacyStore = createLegacyStore(database.db, now);
  const outputs = createOutputStore({
    rows: createOutputRows(database.db),
    blobs: await openFolderBlobs(folder),
    now,
    keepDays: 30,
  });
  const [older, newer] = ['a'.repeat(32), 'b'.repeat(32)] as const;
  for (const [seed, id] of [older, newer].entries()) {
    await outputs.store(id, viewsOf(seed));
    await legacyStore.addAnalysis({ id, transformerId: '7', fileName: 'x.jpg', threshold: 0.5, detection });
    nowMs += 20 * dayMs;
  }
  expect(await outputs.read('masks', `image_${older}_mask.png`)).toEqual(Buffer.from([0, 0]));
  expect(await outputs.removeExpired()).toBe(4);
  expect(await outputs.removeExpired()).toBe(0);
  expect(await outputs.read('masks', `image_${older}_mask.png`)).toBeUndefined();
  expect(await outputs.read('bounded', `image_${newer}_bounded.png`)).toEqual(Buffer.from([1, 3]));
  const files = (await readdir(folder, { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name));
  expect(files).toHaveLength(4);
  const listed = await legacyStore.listAnalyses({ transformerId: '7', limit: 9, beforeSequence: undefined });
  expect(listed.map(({ id, visualizations }) => [id, visualizations?.mask_url])).toEqual([
    [newer, `/outputs/masks/image_${newer}_mask.png`],
    [older, undefined],
  ]);
  expect(listed[1]?.detection).toEqual(detection);
});
