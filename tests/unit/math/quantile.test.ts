import { expect, test } from 'vitest';
import fc from 'fast-check';
import { quantile, quantiles } from '../../../src/math/quantile';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const values = fc.float32Array({ minLength: 1, maxLength: 400, noNaN: true, noDefaultInfinity: true });

test('a quantile is the element that sorting puts at its rank, whatever the order of the values', () => {
  fc.assert(
    fc.property(values, fc.array(share, { minLength: 1, maxLength: 4 }), (numbers, shares) => {
      const rising = numbers.slice().sort();
      const wanted = shares.map((each) => rising[Math.floor(each * (rising.length - 1))]);
      expect(quantiles(numbers, shares).map(withoutSign)).toEqual(wanted.map(withoutSign));
    }),
  );
});

test('quantiles of pictures in any usual order are right', () => {
  const length = 65_536;
  const orders: Readonly<Record<string, (at: number) => number>> = {
    rising: (at) => at,
    falling: (at) => -at,
    flat: () => 7,
    pipes: (at) => Math.min(at, length - at),
    saw: (at) => at % 256,
  };
  for (const order of Object.values(orders)) {
    const numbers = Float32Array.from({ length }, (_, at) => order(at));
    expect(quantile(numbers, 0.5)).toBe(numbers.slice().sort()[Math.floor(0.5 * (length - 1))]);
  }
});

/** Sorting puts −0 before 0; for a quantile they are equal. */
function withoutSign(value: number | undefined): number | undefined {
  return value === 0 ? 0 : value;
}
