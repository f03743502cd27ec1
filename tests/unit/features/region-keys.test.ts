import { expect, test } from 'vitest';
import { regionAfter } from '../../../src/features/result/region-keys';

test('SCR-28 arrow keys, Home and End lead from region to region and stop at the ends', () => {
  expect(regionAfter(1, 'ArrowDown', 3)).toBe(2);
  expect(regionAfter(3, 'ArrowDown', 3)).toBeUndefined();
  expect(regionAfter(2, 'ArrowUp', 3)).toBe(1);
  expect(regionAfter(1, 'ArrowUp', 3)).toBeUndefined();
  expect(regionAfter(2, 'Home', 3)).toBe(1);
  expect(regionAfter(1, 'End', 3)).toBe(3);
  expect(regionAfter(1, 'Tab', 3)).toBeUndefined();
});
