import { expect, test } from 'vitest';
import { examplesOf, possibleBaselines, saidOf } from '../../../src/domain/example';
import { exampleIdsOf } from '../../../src/domain/pack-parameters';
import type { InspectionRecord } from '../../../src/domain/record';
import { corrected, correctionId, levelAt, regionAt, thermalRecord } from '../../support/corrected-record';
import { colourAnomaly, floatBytes, makePack, plainInput } from '../../support/make-pack';
import { packIn } from '../../support/teaching-service';

const normal = levelAt(0);
const rejected = (n: number) => ({ kind: 'region-rejected', region: `pack-${n}`, withoutRegions: normal }) as const;
const added = { kind: 'region-added', region: regionAt(200, 2) } as const;

test('LRN-1 a rejected region of a picture that stays anomalous is a normal area, in fractions of the picture', () => {
  const record = corrected(thermalRecord, rejected(2));
  expect(examplesOf(record)).toMatchObject([
    {
      ...{ id: `normal-${correctionId(1)}`, kind: 'normal', recordId: record.id, by: 'Asha' },
      ...{ correctionId: correctionId(1), pictureSha256: thermalRecord.photo.sha256 },
      areas: [{ x: 100 / 400, y: 10 / 300, width: 20 / 400, height: 30 / 300 }],
    },
  ]);
  expect(saidOf(record)).toMatchObject({ isAnomalous: true, level: 'Faulty' });
});

test('LRN-1 a picture without any region left, or set to a normal level, is normal as a whole', () => {
  const whole = [{ kind: 'normal', areas: [{ x: 0, y: 0, width: 1, height: 1 }] }];
  expect(examplesOf(corrected(thermalRecord, rejected(1), rejected(2)))).toMatchObject(whole);
  expect(examplesOf(corrected(thermalRecord, { kind: 'level-changed', level: normal }))).toMatchObject(whole);
});

test('LRN-1 a region that a person drew is a fault, at the place to which it was moved; nothing is learned from a rejected one', () => {
  const name = correctionId(1);
  const moved = {
    kind: 'region-moved',
    region: name,
    to: { x: 40, y: 30, width: 80, height: 60, score: 0.6 },
  } as const;
  expect(examplesOf(corrected(quiet(), added, moved))).toMatchObject([
    { kind: 'fault', areas: [{ x: 0.1, y: 0.1, width: 0.2, height: 0.2 }] },
  ]);
  expect(examplesOf(corrected(thermalRecord, added, { kind: 'region-rejected', region: name }))).toEqual([]);
});

test('LRN-1 a severity that no region explains is a level example, on either side of the threshold', () => {
  const milder = corrected(thermalRecord, { kind: 'level-changed', level: levelAt(2) });
  expect(examplesOf(milder)).toMatchObject([
    { kind: 'level', level: { level: 'Overloway', rank: 2, isAnomalous: true } },
  ]);
  const raised = corrected(quiet(), { kind: 'level-changed', level: levelAt(3) });
  expect(examplesOf(raised)).toMatchObject([{ kind: 'level', level: { level: 'Faulty' } }]);
  expect(saidOf(raised)).toEqual({ isAnomalous: true, level: 'Faulty' });
});

test('LRN-1 nothing is learned from confirmations and undone corrections, and nothing is stated for an unchecked picture', () => {
  const confirmed = corrected(thermalRecord, { kind: 'confirmed' });
  expect(examplesOf(confirmed)).toEqual([]);
  expect(saidOf(confirmed)).toMatchObject({ isAnomalous: true, level: 'Faulty' });
  const undone = corrected(thermalRecord, rejected(2), { kind: 'undone', undoes: correctionId(1) });
  expect([examplesOf(undone), saidOf(undone)]).toEqual([[], undefined]);
});

test('LRN-2 a pack that was written when an example was called a lesson still names those that it learned', () => {
  const sources = [
    { kind: 'correction', name: 'pole.jpg', rows: 1, lesson: 'normal-1' },
    { kind: 'correction', name: 'post.jpg', rows: 0, example: 'normal-2' },
  ] as const;
  const taught = {
    ...{ basePackId: 'made-up', baseVersion: '1.0.0', seed: 1, taughtAt: '2026-11-26T10:00:00.000Z', pictures: {} },
    ...{ levelLessons: ['level-3'], levelExamples: ['level-4'] },
  };
  const anomaly = { ...colourAnomaly, bank: { ...colourAnomaly.bank, sources } };
  const plan = { input: plainInput(8, 'nchw'), network: { file: 'network', input: 'pixels' }, anomaly, taught };
  const pack = packIn(makePack(plan, 'tiny-backbone', { bank: floatBytes([0.5, 0.5, 0.5]) }));
  expect(exampleIdsOf(pack).toSorted()).toEqual(['level-3', 'level-4', 'normal-1', 'normal-2']);
});

test('LRN-6 each region that a person drew is one confirmed fault; regions that were only confirmed are one together', () => {
  const drawn = corrected(thermalRecord, added, { ...added, region: regionAt(40, 2) });
  expect(saidOf(drawn)?.faults).toMatchObject([[{ x: 200 / 400 }], [{ x: 40 / 400 }]]);
  expect(saidOf(corrected(thermalRecord, { kind: 'confirmed' }))?.faults).toMatchObject([
    thermalRecord.anomaly?.boxes.map(({ x, width }) => ({ x: x / 400, width: width / 400 })),
  ]);
  expect(saidOf(corrected(quiet(), { kind: 'level-changed', level: levelAt(3) }))).not.toHaveProperty('faults');
});

test('LRN-58 only pictures that are normal as a whole become baselines, each once: a part may lie beside a fault', () => {
  const alignment = { isAligned: true, agreement: 1, scale: 1, rotationDeg: 0, shiftX: 0, shiftY: 0 };
  const provenance = { ...thermalRecord.provenance, baselines: [{ id: 'T12', alignment }] };
  const compared: InspectionRecord = { ...thermalRecord, assetId: thermalRecord.id, provenance };
  const isNormal = corrected(compared, { kind: 'level-changed', level: normal });
  const isFaulty = corrected({ ...compared, id: correctionId(9) }, rejected(2));
  const { assetId: _, ...ofNoAsset } = isNormal;
  expect(possibleBaselines([isNormal, isFaulty, isNormal])).toEqual([isNormal]);
  expect(possibleBaselines([isFaulty, ofNoAsset])).toEqual([]);
});

/** The record with a verdict under the threshold. */
function quiet(): InspectionRecord {
  const { anomaly } = thermalRecord;
  if (anomaly === undefined) throw new Error('the record has an anomaly verdict');
  const { level, levelTitle, action } = normal;
  return {
    ...thermalRecord,
    anomaly: { ...anomaly, ...{ level, levelTitle, action }, score: 0.2, isAnomalous: false, boxes: [] },
  };
}
