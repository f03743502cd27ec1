import { readFileSync } from 'node:fs';
import type { LessonCase, LessonNumbers } from '../contract/learn-made-cells';

interface LessonFixture {
  /** Of a score. */
  readonly tolerance: number;
  readonly cases: readonly (LessonCase & { readonly expected: LessonNumbers })[];
}

/** What the Python reference learns. */
export function lessonFixture(): LessonFixture {
  return JSON.parse(readFileSync('tests/fixtures/parity/lessons.json', 'utf8')) as LessonFixture;
}

/** The largest difference of a score before or after learning; `Infinity` for another number of scores. */
export function worstScore(found: LessonNumbers, expected: LessonNumbers): number {
  return Math.max(worst(found.before, expected.before), worst(found.after, expected.after));
}

function worst(found: readonly number[], wanted: readonly number[]): number {
  if (found.length !== wanted.length) return Infinity;
  return Math.max(...found.map((value, at) => Math.abs(value - (wanted[at] ?? NaN))));
}

/** The number and the hash of the rows, which are equal. */
export function rowsOf({ normalRows, normalSha256, faultRows, faultSha256 }: LessonNumbers) {
  return { normalRows, normalSha256, faultRows, faultSha256 };
}
