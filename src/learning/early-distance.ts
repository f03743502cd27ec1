/** Squared Euclidean distances that stop early. Differences are squared, in double precision, so that equal rows have distance 0. */
import { outOfRange } from '../math/out-of-range';
import type { Sketched } from './sketch';

/** Columns after which a sum is compared with its limit. */
const blockColumns = 16;
const blockSketch = 4;

/** As a share of a squared distance, and added to it: rounding may bring the distance of sketches above that of the rows, by much less than this. */
const slack = 1e-9;

/** Rows whose sketches have a squared distance above this are not nearer than `limit`. */
export function sketchLimit(limit: number): number {
  return limit * (1 + slack) + slack;
}

/** The first block of a sketch. */
export function firstNumbers(
  { sketch, sketchColumns }: Sketched,
  row: number,
): readonly [number, number, number, number] {
  const numberAt = (at: number): number => sketch[row * sketchColumns + at] ?? outOfRange();
  return [numberAt(0), numberAt(1), numberAt(2), numberAt(3)];
}

/** Row `a` of `left` for comparisons with rows of `right`. */
export interface Comparison {
  readonly left: Sketched;
  readonly a: number;
  readonly right: Sketched;
}

/** The squared distance of the row to row `b` of `right`; any value of at least `limit` if it is not below `limit`. */
export function squaredDistanceWithin({ left, a, right }: Comparison, b: number, limit: number): number {
  const { sketchColumns } = left;
  const leftSketch = left.sketch;
  const rightSketch = right.sketch;
  const fromLeft = a * sketchColumns;
  const fromRight = b * sketchColumns;
  const highest = sketchLimit(limit);
  let sum = 0;
  for (let block = 0; block < sketchColumns; block += blockSketch) {
    for (let at = block; at < block + blockSketch; at++) {
      const difference = (leftSketch[fromLeft + at] ?? outOfRange()) - (rightSketch[fromRight + at] ?? outOfRange());
      sum += difference * difference;
    }
    if (sum > highest) return sum;
  }
  return wholeDistanceWithin(left, a, right, b, limit);
}

function wholeDistanceWithin(left: Sketched, a: number, right: Sketched, b: number, limit: number): number {
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
  cells: Sketched,
  row: number,
  bank: Sketched,
  { skipped, floor, startAt = 0 }: { readonly skipped: Uint8Array; readonly floor: number; readonly startAt?: number },
): { readonly squared: number; readonly at: number } {
  const comparison = { left: cells, a: row, right: bank };
  const { sketch, sketchColumns } = bank;
  const [number0, number1, number2, number3] = firstNumbers(cells, row);
  let best = Infinity;
  let limit = Infinity;
  let bestAt = -1;
  for (let step = 0, candidate = startAt; step < bank.rows; step++, candidate++) {
    if (candidate === bank.rows) candidate = 0;
    if (skipped[candidate] === 1) continue;
    // Most rows end here: their first block is compared without a call.
    const from = candidate * sketchColumns;
    const part0 = number0 - (sketch[from] ?? outOfRange());
    const part1 = number1 - (sketch[from + 1] ?? outOfRange());
    const part2 = number2 - (sketch[from + 2] ?? outOfRange());
    const part3 = number3 - (sketch[from + 3] ?? outOfRange());
    if (part0 * part0 + part1 * part1 + part2 * part2 + part3 * part3 > limit) continue;
    const squared = squaredDistanceWithin(comparison, candidate, best);
    if (squared < best) {
      best = squared;
      limit = sketchLimit(best);
      bestAt = candidate;
      if (best <= floor) break;
    }
  }
  return { squared: best, at: bestAt };
}
