import { expect, test } from 'vitest';
import type { PictureCall } from '../../../src/domain/learning-report';
import { learningReport } from '../../../src/engine/learn/report-learning';
import { fullPack } from '../../support/full-pack';

const features = {
  packId: 'full-pack',
  networkSha256: 'a'.repeat(64),
  placement: {
    plan: { source: { x: 0, y: 0, width: 1, height: 1 }, target: { x: 0, y: 0, width: 1, height: 1 } },
    picture: { width: 1, height: 1 },
  },
  measures: [],
  timings: { resizeMs: 0, networkMs: 0, cellsMs: 0 },
};

const call = (isAnomalous: boolean, level: string): PictureCall => ({ rawScore: 1, score: 0.5, isAnomalous, level });
const said = (isAnomalous: boolean, level: string) => ({ said: { isAnomalous, level } });

test('LRN-7 the report counts misses, false alarms and wrong levels of both versions and names what changes', () => {
  const pictures = [
    { recordId: 'missed', ...said(true, 'Faulty') },
    { recordId: 'alarm', ...said(false, 'Normal') },
    { recordId: 'level', ...said(true, 'Faulty') },
    { recordId: 'unsaid' },
  ].map((each) => ({ ...each, name: `${each.recordId}.jpg`, features }));
  const before = [call(false, 'Normal'), call(true, 'Faulty'), call(true, 'Overloway'), call(true, 'Faulty')];
  const after = [call(true, 'Faulty'), call(true, 'Faulty'), call(true, 'Overloway'), call(false, 'Normal')];
  const report = learningReport({
    ...{ pictures, examples: [] },
    before: { calls: before, pack: fullPack },
    after: { calls: after, pack: fullPack },
  });
  const counts = { pictures: 3, faults: 2, falseAlarms: 1, levelsWrong: 1 };
  expect(report.before.figures).toEqual({ ...counts, missed: 1 });
  expect(report.after.figures).toEqual({ ...counts, missed: 0 });
  expect(report.changes.map(({ recordId, said: theirs }) => [recordId, theirs?.isAnomalous])).toEqual([
    ['missed', true],
    ['unsaid', undefined],
  ]);
  expect(report.compared).toBe(4);
});
