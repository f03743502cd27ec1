import { expect, test } from 'vitest';
import { facetsOf, summaryContentOf, type InspectionSummary } from '../../../src/domain/inspection-summary';
import type { InspectionRecord } from '../../../src/domain/record';
import { changesUnder } from '../../../src/domain/threshold-changes';
import { without } from '../../../src/domain/without';
import { withPackScores } from '../../../src/services/pack-scores';
import { thermalRecord } from '../../support/corrected-record';

/** The pack gave 0.6; under the saved threshold 0.7 the picture is normal, with the score 0.43 on that scale. */
function rescored(): InspectionRecord {
  const { anomaly } = thermalRecord;
  if (anomaly === undefined) throw new Error('the fixture has a score');
  const level = { level: 'normal', levelTitle: 'Normal', action: 'pass', isAnomalous: false, rank: 0 };
  const at = '2026-11-26T10:00:00.000Z';
  const after = { limit: 0.7, score: 0.43, level, regions: [] };
  return {
    ...thermalRecord,
    anomaly: { ...anomaly, score: 0.6, isAnomalous: true },
    corrections: [{ id: 'threshold', at, kind: 'threshold-changed', after }],
  };
}

/** As versions before `packScore` wrote it. */
function oldSummary(record: InspectionRecord, corrected: boolean): InspectionSummary {
  const { id, takenAt } = record;
  const summary = { id, takenAt, corrected, delivery: 'saved' as const, ...facetsOf(record) };
  return { ...summary, ...without(summaryContentOf(record), 'packScore') };
}

test('COR-23 an old summary without the score of the pack is counted with that of its record', async () => {
  const record = rescored();
  const old = oldSummary(record, true);
  // On the scale of the saved threshold the score is 0.43: the picture would not be counted.
  expect(changesUnder([old], 0.5).becomeAnomalous).toEqual([]);
  const [completed] = await withPackScores([old], { byId: () => Promise.resolve(record) });
  expect(completed?.packScore).toBe(0.6);
  expect(changesUnder(completed === undefined ? [] : [completed], 0.5).becomeAnomalous).toHaveLength(1);
});

test('COR-23 only the records of corrected summaries without that score are read', async () => {
  const read: string[] = [];
  const byId = (id: string) => {
    read.push(id);
    return Promise.resolve({ ...rescored(), corrections: [] });
  };
  const plain = { ...oldSummary(thermalRecord, false), id: 'plain' };
  const known = { ...oldSummary(rescored(), true), id: 'known', packScore: 0.6 };
  const regraded = { ...oldSummary(thermalRecord, true), id: 'regraded' };
  const completed = await withPackScores([plain, known, regraded], { byId });
  expect(read).toEqual(['regraded']);
  expect(completed.map(({ packScore }) => packScore)).toEqual([undefined, 0.6, undefined]);
});
