import { expect, test } from 'vitest';
import { facetsOf, localDayOf, summaryContentOf } from '../../../src/domain/inspection-summary';
import type { InspectionRecord } from '../../../src/domain/record';
import { makeRecord } from '../../support/make-record';

async function recordWith(change: Partial<InspectionRecord>): Promise<InspectionRecord> {
  const { record } = await makeRecord({ id: 'one', takenAt: '2026-01-01T23:30:00.000Z' });
  return { ...record, ...change };
}

test('STO-26 the answer is the label of the grade, and empty where the grade was refused', async () => {
  const record = await recordWith({});
  expect(facetsOf(record)).toEqual({ packId: 'rubber-sheet', answer: 'rss1', severity: '' });
  const { grade } = record;
  const refused = await recordWith(grade === undefined ? {} : { grade: { ...grade, refused: 'not-a-sheet' } });
  expect(facetsOf(refused).answer).toBe('');
});

test('REF-6 a refused picture has an empty answer, and its code and training in the summary', async () => {
  const graded = await recordWith({});
  const packTrainedOn = { anomaly: { rendered: 400, real: 82 } };
  const provenance = { ...graded.provenance, packTrainedOn };
  const refused = { code: 'unlike-known', evidence: { measure: 'bank-distance', value: 2, atMost: 1 } };
  const record = { ...graded, provenance, refused };
  Reflect.deleteProperty(record, 'grade');
  expect(facetsOf(record)).toEqual({ packId: 'rubber-sheet', answer: '', severity: '' });
  expect(summaryContentOf(record)).toMatchObject({ refused: { code: 'unlike-known' }, trainedOn: packTrainedOn });
});

test('STO-28 the day of a picture is the local one of the device, also across midnight', async () => {
  expect(localDayOf(await recordWith({ utcOffsetMinutes: 330 }))).toBe('2026-01-02');
  expect(localDayOf(await recordWith({ utcOffsetMinutes: -60 }))).toBe('2026-01-01');
});

test('STO-26 a summary leaves out probabilities, boxes and rasters', async () => {
  const content = summaryContentOf(await recordWith({}));
  expect(content.grade).toEqual({ label: 'rss1', title: 'RSS 1', confidence: 0.75, indicative: true });
  expect(content).not.toHaveProperty('photo');
});
