import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { integerBelow, seededRandom, shuffled } from '../../../src/math/seeded-random';

interface RandomCase {
  readonly seed: number;
  readonly numbers: readonly number[];
  readonly order: readonly number[];
  readonly below: readonly number[];
}

// Written by `training/trainer/packs/random_fixture.py`.
const { cases } = JSON.parse(readFileSync('tests/fixtures/parity/seeded-random.json', 'utf8')) as {
  cases: readonly RandomCase[];
};

describe('TCH-1 the seeded generator gives the numbers of the Python reference', () => {
  test.each(cases)('TCH-1 seed $seed', ({ seed, numbers, order, below }) => {
    const random = seededRandom(seed);
    expect(numbers.map(() => random())).toEqual(numbers);
    expect(shuffled([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], seededRandom(seed))).toEqual(order);
    const integers = seededRandom(seed);
    expect([1, 2, 10, 1000, 4294967296].map((count) => integerBelow(integers, count))).toEqual(below);
  });
});
