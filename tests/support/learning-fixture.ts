import { readFileSync } from 'node:fs';
import type { ExampleCase, LearningNumbers } from '../contract/learn-made-cells';

interface LearningFixture {
  /** Of a score. */
  readonly tolerance: number;
  readonly cases: readonly (ExampleCase & { readonly expected: LearningNumbers })[];
}

/** What the Python reference learns. */
export function learningFixture(): LearningFixture {
  return JSON.parse(readFileSync('tests/fixtures/parity/learning.json', 'utf8')) as LearningFixture;
}

/** The largest difference of a score before or after learning; `Infinity` for another number of scores. */
export function worstScore(found: LearningNumbers, expected: LearningNumbers): number {
  return Math.max(worst(found.before, expected.before), worst(found.after, expected.after));
}

function worst(found: readonly number[], wanted: readonly number[]): number {
  if (found.length !== wanted.length) return Infinity;
  return Math.max(...found.map((value, at) => Math.abs(value - (wanted[at] ?? NaN))));
}

/** The number and the hash of the rows, which are equal. */
export function rowsOf({ normalRows, normalSha256, faultRows, faultSha256 }: LearningNumbers) {
  return { normalRows, normalSha256, faultRows, faultSha256 };
}
