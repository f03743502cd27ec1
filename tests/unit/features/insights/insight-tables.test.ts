import { expect, test } from 'vitest';
import type { DayCount } from '../../../../src/domain/history';
import {
  chooseStep,
  countMeasure,
  countOverrides,
  countOverTime,
  gradeSeries,
  hasSeverities,
  severitySeries,
  startOfStep,
} from '../../../../src/features/insights/insight-tables';

const row = (day: string, severity: string, count: number, corrected = false): DayCount => ({
  ...{ day, packId: 'p', answer: '', severity, delivery: 'saved' },
  corrected,
  count,
});

test('REV-7 counts over time have a row for every step, also for those without an inspection', () => {
  const counts = [row('2026-11-02', 'pass', 3), row('2026-11-04', 'critical', 1), row('2026-11-04', 'pass', 2, true)];
  const table = countOverTime(
    counts,
    'day',
    ({ severity }) => severity,
    (values) => severitySeries(values, String),
  );
  expect(table.series.map(({ title, colour }) => [title, colour])).toEqual([
    ['pass', 'ok'],
    ['critical', 'bad'],
  ]);
  expect(table.rows).toEqual([
    { start: '2026-11-02', counts: [3, 0] },
    { start: '2026-11-03', counts: [0, 0] },
    { start: '2026-11-04', counts: [2, 1] },
  ]);
  expect(countOverrides(counts)).toEqual({ changed: 2, all: 6 });
});

test('REV-7 a pack that only grades has no severities to draw', () => {
  expect(hasSeverities([row('2026-11-02', '', 3)])).toBe(false);
  expect(hasSeverities([row('2026-11-02', '', 3), row('2026-11-03', 'pass', 1)])).toBe(true);
});

test('REV-7 steps grow with the period; weeks begin on Monday', () => {
  expect(chooseStep(['2026-11-01', '2026-11-30'])).toBe('day');
  expect(chooseStep(['2026-06-01', '2026-11-30'])).toBe('week');
  expect(chooseStep(['2025-11-01', '2026-11-30'])).toBe('month');
  expect(chooseStep([])).toBe('day');
  expect(startOfStep('2026-11-26', 'week')).toBe('2026-11-23');
  expect(startOfStep('2026-11-23', 'week')).toBe('2026-11-23');
  expect(startOfStep('2026-11-26', 'month')).toBe('2026-11-01');
});

test('REV-7 distributions have every tenth; kinds of regions come with the most frequent first', () => {
  const measure = (name: 'region' | 'score', value: string, count: number) => ({
    ...{ measure: name, day: '2026-11-01', packId: 'p' },
    value,
    count,
  });
  const measures = [measure('score', '9', 2), measure('region', 'Wire', 1), measure('region', 'Joint', 4)];
  expect(countMeasure(measures, 'score', 'n').rows.map(({ counts }) => counts[0])).toEqual([
    0, 0, 0, 0, 0, 0, 0, 0, 0, 2,
  ]);
  expect(countMeasure(measures, 'region', 'n').rows.map(({ start }) => start)).toEqual(['Joint', 'Wire']);
  expect(countMeasure(measures, 'confidence', 'n').rows).toEqual([]);
});

test('REV-7 grades are ordered by their titles, and no verdict comes last without a meaning of its colour', () => {
  const series = gradeSeries(['', 'b', 'a'], (label) => ({ a: 'RSS 10', b: 'RSS 2' })[label] ?? 'No verdict');
  expect(series.map(({ title, colour }) => [title, colour])).toEqual([
    ['RSS 2', 0],
    ['RSS 10', 1],
    ['No verdict', 'unknown'],
  ]);
});
