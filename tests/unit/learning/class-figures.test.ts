import { expect, test } from 'vitest';
import {
  calibrationCurve,
  calibrationError,
  classPoint,
  helpsMost,
  rejectLimit,
  type JudgedClass,
} from '../../../src/learning/class-figures';

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

test('TCH-76 ten more pictures help most where the learning curve of a class still falls', () => {
  const curve = (...mistakes: readonly number[]) =>
    mistakes.map((each, at) => ({ learned: 25 * 2 ** at, pictures: 100, mistakes: each }));
  const falling = curve(40, 20, 10);
  const flat = curve(12, 11, 12);
  expect(helpsMost([flat, falling])).toBe(1);
  expect(helpsMost([falling, flat])).toBe(0);
  expect(helpsMost([curve(9, 3, 0), curve(0, 0, 0)])).toBeUndefined();
  // Alike curves: the class with more mistakes; a single point: the usual fall, where fewer pictures promise more.
  expect(helpsMost([curve(10, 7, 5), curve(20, 14, 10)])).toBe(1);
  const single = (learned: number) => [{ learned, pictures: learned, mistakes: learned / 10 }];
  expect(helpsMost([single(100), single(10)])).toBe(1);
});

test('TCH-76 a point of a learning curve counts half of what was missed and half of what was wrongly classified as it', () => {
  const confusion = [
    [6, 4],
    [2, 8],
  ];
  expect(classPoint(confusion, 0, 30)).toEqual({ learned: 30, pictures: 10, mistakes: 3 });
});

test('TCH-93 the calibration error is the mean distance of confidence and accuracy, by the number of pictures', () => {
  const judged = [picture(0.9, true), picture(0.9, false), picture(0.7, true), picture(0.7, true)];
  expect(calibrationError(calibrationCurve(judged))).toBeCloseTo((2 * 0.4 + 2 * 0.3) / 4, 9);
});
