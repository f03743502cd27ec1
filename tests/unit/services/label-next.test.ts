import 'fake-indexeddb/auto';
import { expect, onTestFinished, test } from 'vitest';
import type { InspectionRecord } from '../../../src/domain/record';
import { createHistoryService } from '../../../src/services/history-service';
import { labelNext, suggestionsOfEach } from '../../../src/services/label-next';
import { openStorage, valueOf, type StorageFixture } from '../../contract/storage-fixture';
import { corrected, thermalRecord } from '../../support/corrected-record';

function setUp() {
  const storage = openStorage(`label-${crypto.randomUUID()}`);
  onTestFinished(() => storage.connection.close());
  const history = createHistoryService({ history: storage.history, read: storage.inspections.read });
  const suggested = async () =>
    (await labelNext('transformer-thermal', history)).map(({ summary, reason }) => `${reason} ${summary.fileName}`);
  return { storage, suggested };
}

/** An inspection with this score; `at` makes it another picture. */
async function save(
  storage: StorageFixture,
  at: number,
  score: number,
  change: (record: InspectionRecord) => InspectionRecord = (record) => record,
): Promise<void> {
  const number = String(at).padStart(2, '0');
  const { anomaly } = thermalRecord;
  if (anomaly === undefined) throw new RangeError('the record has an anomaly verdict');
  const isAnomalous = score >= 0.5;
  const level = isAnomalous ? {} : { level: 'Normal', levelTitle: 'Normal', action: 'pass', boxes: [] };
  const record = {
    ...thermalRecord,
    id: `${thermalRecord.id.slice(0, -2)}${number}`,
    fileName: `${number}.jpg`,
    pictureSha256: number.repeat(32),
    anomaly: { ...anomaly, score, isAnomalous, ...level },
  };
  valueOf(await storage.inspections.add(change(record), []));
}

test('LRN-48 suggests the pictures closest to the threshold, then the most unlike ones', async () => {
  const { storage, suggested } = setUp();
  for (const [at, score] of [0.1, 0.48, 0.53, 0.6, 0.99, 0.42].entries()) await save(storage, at, score);
  expect(await suggested()).toEqual([
    ...['threshold 01.jpg', 'threshold 02.jpg', 'threshold 05.jpg', 'threshold 03.jpg'],
    ...['threshold 00.jpg', 'threshold 04.jpg'],
  ]);
  for (const at of [10, 11, 12, 13, 14, 15]) await save(storage, at, 0.5 + (at - 9) / 1000);
  const both = await suggested();
  expect(both.slice(0, suggestionsOfEach)).toEqual([10, 11, 12, 13, 14, 15].map((at) => `threshold ${at}.jpg`));
  expect(both.slice(suggestionsOfEach)).toEqual([
    ...['unlike 04.jpg', 'unlike 03.jpg', 'unlike 02.jpg', 'unlike 01.jpg', 'unlike 05.jpg', 'unlike 00.jpg'],
  ]);
});

test('LRN-48 leaves out checked pictures, other packs, and copies of a picture', async () => {
  const { storage, suggested } = setUp();
  await save(storage, 1, 0.51);
  await save(storage, 2, 0.52, (record) => corrected(record, { kind: 'confirmed' }));
  await save(storage, 3, 0.53, (record) => ({ ...record, pictureSha256: '01'.repeat(32) }));
  await save(storage, 4, 0.54, (record) => ({ ...record, provenance: { ...record.provenance, packId: 'other' } }));
  expect(await suggested()).toEqual(['threshold 01.jpg']);
});
