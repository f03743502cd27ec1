/** Learning in Node against the Python reference: cases and numbers come from `training/trainer/packs/lesson_fixture.py`. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { learnMadeCells, type LessonCase, type LessonNumbers } from '../contract/learn-made-cells';

interface LessonFixture {
  readonly tolerance: number;
  readonly cases: readonly (LessonCase & { readonly expected: LessonNumbers })[];
}

const { tolerance, cases } = JSON.parse(readFileSync('tests/fixtures/parity/lessons.json', 'utf8')) as LessonFixture;

test.each(cases)('LRN-20 Node learns as the Python reference: $title', async ({ expected, ...each }) => {
  const found = await learnMadeCells(each);
  const { before, after, ...rows } = found;
  const { before: wantedBefore, after: wantedAfter, ...wantedRows } = expected;
  expect(rows).toEqual(wantedRows);
  expect(worst(before, wantedBefore)).toBeLessThanOrEqual(tolerance);
  expect(worst(after, wantedAfter)).toBeLessThanOrEqual(tolerance);
});

function worst(found: readonly number[], wanted: readonly number[]): number {
  if (found.length !== wanted.length) return Infinity;
  return Math.max(...found.map((value, at) => Math.abs(value - (wanted[at] ?? NaN))));
}
