import { expect, test } from 'vitest';
import { shownRecord } from '../../../src/domain/corrected-verdict';
import type { Correction } from '../../../src/domain/correction';
import { applyPatch, type InspectionRecord } from '../../../src/domain/record';
import { succeed } from '../../../src/domain/result';
import { createCorrectionService } from '../../../src/services/correction-service';
import { saveThreshold, undoThreshold } from '../../../src/features/threshold/save-threshold';
import { corrected, levelAt, thermalRecord } from '../../support/corrected-record';
import { fullPack } from '../../support/full-pack';
import { madeRasters } from '../../support/make-inspection';

const photo = { bytes: new ArrayBuffer(1), mime: 'image/jpeg' };

/** Three critical pictures: one as the pack gave it, one without a map, one whose severity a person chose. */
function setUp() {
  const { anomaly, ...plain } = thermalRecord;
  expect(anomaly).toBeDefined();
  const records = new Map<string, InspectionRecord>([
    ['a', { ...thermalRecord, id: 'a' }],
    ['b', { ...plain, id: 'b', fileName: 'no-map.jpg' }],
    ['c', { ...corrected(thermalRecord, { kind: 'level-changed', level: levelAt(3) }), id: 'c', fileName: 'asha.jpg' }],
  ]);
  const byId = (id: string) => Promise.resolve(records.get(id));
  const edit = (id: string, patch: { readonly addCorrections?: readonly Correction[] }) => {
    const record = records.get(id);
    if (record !== undefined)
      records.set(id, applyPatch(record, { addCorrections: [...(patch.addCorrections ?? [])] }));
    return Promise.resolve(succeed(records.get(id)));
  };
  const now = () => '2026-11-26T09:00:00.000Z';
  const corrections = createCorrectionService({ byId, edit, newId: () => crypto.randomUUID(), now });
  const pixelsOf = (record: InspectionRecord) =>
    Promise.resolve(succeed(record.anomaly === undefined ? { photo } : { photo, rasters: madeRasters }));
  const packs = { installed: () => Promise.resolve(fullPack) };
  return { records, services: { inspections: { byId, pixelsOf }, packs, corrections } };
}

const plan = { ids: ['a', 'gone', 'b', 'c'], limit: 0.9, by: 'Asha' };

test('COR-24 a threshold is saved for the pictures that have a map and no judgement of a person, and the others are named', async () => {
  const { records, services } = setUp();
  const progress: number[] = [];
  const run = { ...plan, signal: new AbortController().signal, onProgress: (done: number) => progress.push(done) };
  const outcome = await saveThreshold(run, services);
  expect(outcome.saved.map(({ id }) => id)).toEqual(['a']);
  expect(outcome.left).toEqual([
    { id: 'b', fileName: 'no-map.jpg', because: 'no-map' },
    { id: 'c', fileName: 'asha.jpg', because: 'person' },
  ]);
  expect(progress).toEqual([0, 1, 2, 3]);
  const changed = records.get('a') ?? expect.fail('it is there');
  expect(changed.corrections).toMatchObject([{ kind: 'threshold-changed', by: 'Asha', after: { limit: 0.9 } }]);
  expect(shownRecord(changed).anomaly?.score).toBeLessThan(0.5);
});

test('COR-24 a stop ends the run, and undo takes back exactly the corrections of the run', async () => {
  const { records, services } = setUp();
  const stop = new AbortController();
  const all = { ...plan, signal: stop.signal, onProgress: (done: number) => (done === 1 ? stop.abort() : undefined) };
  const outcome = await saveThreshold(all, services);
  expect(outcome.saved.map(({ id }) => id)).toEqual(['a']);
  expect(outcome.left).toEqual([]);
  await services.corrections.correct('a', { kind: 'confirmed' }, 'Ravi');
  await undoThreshold(outcome.saved, 'Asha', services.corrections);
  const undone = records.get('a') ?? expect.fail('it is there');
  expect(undone.corrections?.map(({ kind }) => kind)).toEqual(['threshold-changed', 'confirmed', 'undone']);
  expect(shownRecord(undone).anomaly?.score).toBe(thermalRecord.anomaly?.score);
});
