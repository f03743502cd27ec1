import { expect, test } from 'vitest';
import { cleanSampleFor, upperShare } from '../../../src/domain/lot-statistics';

test('CAP-12 the bound is the exact one of Clopper and Pearson, one-sided', () => {
  // By the quantile of the beta distribution with parameters found + 1 and sampled − found: scipy.stats.beta.ppf(0.95, …).
  const known = [
    { found: 0, sampled: 12, bound: 0.2209222 },
    { found: 0, sampled: 59, bound: 0.0495076 },
    { found: 1, sampled: 12, bound: 0.3386807 },
    { found: 3, sampled: 20, bound: 0.3436638 },
    { found: 50, sampled: 1000, bound: 0.0628634 },
  ];
  for (const { found, sampled, bound } of known) expect(upperShare(found, sampled)).toBeCloseTo(bound, 5);
});

test('CAP-12 without a finding the bound is 1 − 0.05 ^ (1 / n): the rule of three', () => {
  for (const sampled of [1, 5, 12, 100, 5000]) {
    expect(upperShare(0, sampled)).toBeCloseTo(1 - 0.05 ** (1 / sampled), 9);
    expect(upperShare(0, sampled)).toBeLessThan(3 / sampled);
  }
});

test('CAP-12 no sample, and only findings, support nothing', () => {
  expect(upperShare(0, 0)).toBe(1);
  expect(upperShare(7, 7)).toBe(1);
});

test('CAP-12 the clean sample for a share is the smallest that supports it', () => {
  for (const share of [0.05, 0.1, 0.2, 0.3]) {
    const needed = cleanSampleFor(share);
    expect(upperShare(0, needed)).toBeLessThanOrEqual(share);
    expect(upperShare(0, needed - 1)).toBeGreaterThan(share);
  }
  expect([0.05, 0.1, 0.2, 0.3].map((share) => cleanSampleFor(share))).toEqual([59, 29, 14, 9]);
});
