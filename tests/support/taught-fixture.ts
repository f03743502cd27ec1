import { readFileSync } from 'node:fs';
import type { TaughtCase, TaughtNumbers } from '../contract/teach-made-cells';

interface TaughtFixture {
  /** Of a threshold or score. */
  readonly tolerance: number;
  readonly cases: readonly (TaughtCase & { readonly expected: TaughtNumbers })[];
}

/** What the Python reference teaches. */
export function taughtFixture(): TaughtFixture {
  return JSON.parse(readFileSync('tests/fixtures/parity/taught.json', 'utf8')) as TaughtFixture;
}

/** The largest difference of a score, threshold or rate; `Infinity` for another number of scores. */
export function worstNumber(found: TaughtNumbers, expected: TaughtNumbers): number {
  if (found.scores.length !== expected.scores.length) return Infinity;
  const wanted = numbersOf(expected);
  return Math.max(...numbersOf(found).map((value, at) => Math.abs(value - (wanted[at] ?? NaN))));
}

function numbersOf({
  scores,
  variety,
  threshold,
  mapThreshold,
  softness,
  falseAlarmRate,
}: TaughtNumbers): readonly number[] {
  return [variety, threshold, mapThreshold, softness, falseAlarmRate, ...scores];
}
