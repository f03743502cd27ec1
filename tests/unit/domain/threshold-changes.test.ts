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
