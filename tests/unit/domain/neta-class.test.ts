import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  assessTemperatures,
  netaClasses,
  netaClassOf,
  netaTable,
  type NetaComparison,
} from '../../../src/domain/neta-class';

/** The table as it is printed: MTS table 100.18. */
const printed: readonly (readonly [NetaComparison, number, string])[] = [
  ['similar', 0.9, 'none'],
  ['similar', 1, 'possible'],
  ['similar', 3, 'possible'],
  ['similar', 4, 'probable'],
  ['similar', 15, 'probable'],
  ['similar', 16, 'major'],
  ['ambient', 0.9, 'none'],
  ['ambient', 1, 'possible'],
  ['ambient', 10, 'possible'],
  ['ambient', 11, 'probable'],
  ['ambient', 20, 'probable'],
  ['ambient', 21, 'monitor'],
  ['ambient', 40, 'monitor'],
  ['ambient', 41, 'major'],
];

test('AST-5 every row of the table begins and ends where it is printed', () => {
  for (const [comparison, deltaC, wanted] of printed) {
    expect([comparison, deltaC, netaClassOf(comparison, deltaC)]).toEqual([comparison, deltaC, wanted]);
  }
  for (const { netaClass, similar, ambient } of netaTable) {
    if (similar?.toC !== undefined) expect(netaClassOf('similar', similar.toC)).toBe(netaClass);
    if (ambient.toC !== undefined) expect(netaClassOf('ambient', ambient.toC)).toBe(netaClass);
  }
});

test('AST-5 a difference between two rows belongs to the more urgent one', () => {
  expect(netaClassOf('similar', 3.4)).toBe('probable');
  expect(netaClassOf('similar', 15.1)).toBe('major');
  expect(netaClassOf('ambient', 10.5)).toBe('probable');
  expect(netaClassOf('ambient', 20.1)).toBe('monitor');
});

test('AST-5 a difference of tenths is not made larger by binary fractions', () => {
  expect(10.3 - 7.3).toBeGreaterThan(3);
  expect(assessTemperatures({ hotC: 10.3, referenceC: 7.3 })).toEqual({
    readings: [{ comparison: 'similar', deltaC: 3, netaClass: 'possible' }],
    netaClass: 'possible',
  });
});

test('AST-5 the more urgent of both comparisons counts, and without a comparison there is no class', () => {
  const both = assessTemperatures({ hotC: 60, referenceC: 58, ambientC: 25 });
  expect(both?.readings.map(({ netaClass }) => netaClass)).toEqual(['possible', 'monitor']);
  expect(both?.netaClass).toBe('monitor');
  expect(assessTemperatures({ hotC: 60 })).toBeUndefined();
});

test('AST-5 a higher difference never has a less urgent class', () => {
  const delta = fc.double({ min: -200, max: 500, noNaN: true });
  const rank = (comparison: NetaComparison, deltaC: number): number =>
    netaClasses.indexOf(netaClassOf(comparison, deltaC));
  fc.assert(
    fc.property(fc.constantFrom('similar', 'ambient'), delta, delta, (comparison, a, b) => {
      expect(rank(comparison, Math.min(a, b))).toBeLessThanOrEqual(rank(comparison, Math.max(a, b)));
    }),
  );
});
