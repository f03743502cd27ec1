import { expect, test } from 'vitest';
import { gradesByDay } from '../../../src/features/assets/grades-by-day';

function graded(takenAt: string, title: string) {
  return { takenAt, grade: { label: title, title, confidence: 0.9, probabilities: [], indicative: true } };
}

test('AST-30 grades are counted by day, the oldest day first, with the grades in natural order', () => {
  const pictures = [
    graded('2026-11-01T12:00:00', 'RSS 10'),
    graded('2026-11-01T13:00:00', 'RSS 2'),
    { takenAt: '2026-11-02T12:00:00' },
    graded('2026-11-03T12:00:00', 'RSS 2'),
    graded('2026-11-03T13:00:00', 'RSS 2'),
  ];
  const { grades, days } = gradesByDay(pictures);
  expect(grades).toEqual(['RSS 2', 'RSS 10']);
  expect(days.map(({ takenAt, counts }) => [takenAt.slice(8, 10), ...counts])).toEqual([
    ['01', 1, 1],
    ['03', 2, 0],
  ]);
  expect(gradesByDay([{ takenAt: '2026-11-02T12:00:00' }])).toEqual({ grades: [], days: [] });
});
