import { expect, test } from 'vitest';
import { canRetry, rateOf, timeLeftMs } from '../../../src/domain/batch';

test('BAT-9 the rate is that of the last pictures, and there is none before five are done', () => {
  expect(rateOf([0, 1_000, 2_000, 3_000])).toBeUndefined();
  expect(rateOf([0, 1_000, 2_000, 3_000, 4_000])).toBe(1);
  expect(rateOf([0, 250, 500, 750, 1_000])).toBe(4);
  expect(rateOf([7, 7, 7, 7, 7])).toBeUndefined();
});

test('BAT-9 the time left follows from the rate', () => {
  expect(timeLeftMs(30, 4)).toBe(7_500);
  expect(timeLeftMs(30, undefined)).toBeUndefined();
});

test('BAT-7 a fault of the file itself remains, and a fault of its environment may pass', () => {
  for (const kind of ['empty-file', 'not-a-picture', 'truncated', 'too-many-pixels'])
    expect(canRetry({ kind })).toBe(false);
  for (const kind of ['worker-lost', 'network-failed', 'file-missing']) expect(canRetry({ kind })).toBe(true);
});
