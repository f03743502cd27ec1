/** Squared Euclidean distances that stop early. Differences are squared, in double precision, so that equal rows have distance 0. */
import { outOfRange } from '../math/out-of-range';
import type { Vectors } from './memory-bank';

/** Columns after which a sum is compared with its limit. */
const blockColumns = 16;

/** The squared distance of row `a` of `left` to row `b` of `right`; any value of at least `limit` if it is not below `limit`. */
export function squaredDistanceWithin(left: Vectors, a: number, right: Vectors, b: number, limit: number): number {
  const { columns } = left;
  const leftData = left.data;
  const rightData = right.data;
  const fromLeft = a * columns;
  const fromRight = b * columns;
  let sum = 0;
  for (let block = 0; block < columns; block += blockColumns) {
    const end = Math.min(columns, block + blockColumns);
    for (let at = block; at < end; at++) {
      const difference = (leftData[fromLeft + at] ?? outOfRange()) - (rightData[fromRight + at] ?? outOfRange());
      sum += difference * difference;
    }
    if (sum >= limit) return sum;
  }
  return sum;
}

/** The least squared distance of row `row` to the rows that `skipped` does not mark with 1; stops once it is at most `floor`. */
export function nearestSquared(
  cells: Vectors,
  row: number,
  bank: Vectors,
  { skipped, floor, startAt = 0 }: { readonly skipped: Uint8Array; readonly floor: number; readonly startAt?: number },
): { readonly squared: number; readonly at: number } {
  let best = Infinity;
  let bestAt = -1;
  for (let step = 0; step < bank.rows; step++) {
    const candidate = (startAt + step) % bank.rows;
    if (skipped[candidate] === 1) continue;
    const squared = squaredDistanceWithin(cells, row, bank, candidate, best);
    if (squared < best) {
      best = squared;
      bestAt = candidate;
      if (best <= floor) break;
    }
  }
  return { squared: best, at: bestAt };
}
