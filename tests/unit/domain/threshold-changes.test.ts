import { expect, test } from 'vitest';
import type { InspectionSummary } from '../../../src/domain/inspection-summary';
import { changesUnder } from '../../../src/domain/threshold-changes';
import { facetsOf, summaryContentOf } from '../../../src/domain/inspection-summary';
import { thermalRecord } from '../../support/corrected-record';

function summaryWith(score: number): InspectionSummary {
  const { anomaly } = thermalRecord;
  if (anomaly === undefined) throw new Error('the fixture has a score');
  const record = { ...thermalRecord, anomaly: { ...anomaly, score, isAnomalous: score >= 0.5 } };
  const { id, takenAt } = record;
  return { id, takenAt, corrected: false, delivery: 'saved', ...facetsOf(record), ...summaryContentOf(record) };
}

test('COR-23 a list is counted under another threshold by its scores', () => {
  const summaries = [0.2, 0.45, 0.5, 0.6, 0.9].map(summaryWith);
  const { anomaly, ...unscored } = summaryWith(0.7);
  expect(anomaly).toBeDefined();
  const scores = (list: readonly InspectionSummary[]) => list.map((each) => each.anomaly?.score);
  const higher = changesUnder([...summaries, unscored], 0.61);
  expect(higher.scored).toBe(5);
  expect(scores(higher.becomeNormal)).toEqual([0.5, 0.6]);
  expect(higher.becomeAnomalous).toEqual([]);
  expect(scores(changesUnder(summaries, 0.4).becomeAnomalous)).toEqual([0.45]);
  const same = changesUnder(summaries, 0.5);
  expect([...same.becomeNormal, ...same.becomeAnomalous]).toEqual([]);
});

test('COR-23 a picture with a saved threshold is counted on the scale of the pack', () => {
  const record = rescoredRecord();
  const { id, takenAt } = record;
  const content = summaryContentOf(record);
  const summary = { id, takenAt, corrected: true, delivery: 'saved' as const, ...facetsOf(record), ...content };
  // The pack gave 0.6; under the saved threshold 0.7 it is normal, with the score 0.43 on that scale.
  expect([content.anomaly?.score, content.packScore, content.anomaly?.isAnomalous]).toEqual([0.43, 0.6, false]);
  expect(changesUnder([summary], 0.5).becomeAnomalous).toHaveLength(1);
  expect(changesUnder([summary], 0.65).becomeAnomalous).toEqual([]);
});

function rescoredRecord(): typeof thermalRecord {
  const { anomaly } = thermalRecord;
  if (anomaly === undefined) throw new Error('the fixture has a score');
  const level = { level: 'normal', levelTitle: 'Normal', action: 'pass', isAnomalous: false, rank: 0 };
  const after = { limit: 0.7, score: 0.43, level, regions: [] };
  const at = '2026-11-26T10:00:00.000Z';
  return {
    ...thermalRecord,
    anomaly: { ...anomaly, score: 0.6, isAnomalous: true },
    corrections: [{ id: 'threshold', at, kind: 'threshold-changed', after }],
  };
}
