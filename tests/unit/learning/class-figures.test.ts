import { expect, test } from 'vitest';
import { rejectLimit, type JudgedClass } from '../../../src/learning/class-figures';

/** A picture of class 0 among four, taken for class 0 or for class 1. */
function picture(confidence: number, isRight: boolean): JudgedClass {
  const rest = (1 - confidence) / 3;
  return { label: isRight ? 0 : 1, chances: [confidence, rest, rest, rest] };
}

const sure = Array.from({ length: 40 }, (_, at) => picture(0.8 + at / 400, true));

test('TCH-90 no limit is stated where none is needed', () => {
  expect(rejectLimit(sure, 4)).toBeUndefined();
  expect(rejectLimit([...sure, picture(0.99, false)], 4)).toBeUndefined();
});

test('TCH-90 the limit lies above the chance of a guess, between mistakes and right pictures', () => {
  const limit = rejectLimit([picture(0.3, false), picture(0.4, false), ...sure.slice(0, 19)], 4);
  expect(limit).toBeCloseTo(0.6, 9);
  const guesses = [picture(0.25, false), picture(0.25, false)];
  expect(rejectLimit([...guesses, picture(0.25, true), ...sure], 4)).toBeGreaterThan(0.25);
  expect(rejectLimit([...guesses, ...guesses], 4)).toBeUndefined();
});
