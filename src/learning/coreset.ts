/** Choosing the rows of a memory bank. Python reference: `seeded_k_centre` in `training/trainer/patchcore/bank.py`. */
import { outOfRange } from '../math/out-of-range';
import { integerBelow, type Random } from '../math/seeded-random';
import { firstNumbers, sketchLimit, squaredDistanceWithin } from './early-distance';
import type { Vectors } from './memory-bank';
import type { Sketched } from './sketch';

/** Squared distance up to which two cells count as equal. */
const equalSquared = 1e-12;

/**
 * Indices of at most `count` rows, in the order in which they were chosen: each is the farthest from all before it (Gonzalez 1985), as the coreset
 * of PatchCore (Roth et al. 2022). The first is drawn. Stops early when every row equals a chosen one. With `known`, those rows count as chosen before, and nothing is drawn.
 * Ends when every row is as near as `within` to a chosen one.
 */
export function greedyKCentre(
  vectors: Sketched,
  count: number,
  random: Random,
  known?: Sketched,
  within = 0,
): number[] {
  if (vectors.rows === 0 || count < 1) return [];
  const nearest = new Float64Array(vectors.rows).fill(Infinity);
  const chosen: number[] = [];
  const near = Math.max(equalSquared, within * within);
  let farthest = known === undefined ? integerBelow(random, vectors.rows) : 0;
  if (known !== undefined) for (let row = 0; row < known.rows; row++) farthest = lower(nearest, vectors, known, row);
  while (chosen.length < Math.min(count, vectors.rows)) {
    if ((nearest[farthest] ?? outOfRange()) <= near) break;
    chosen.push(farthest);
    farthest = lower(nearest, vectors, vectors, farthest);
  }
  return chosen;
}

/**
 * Lowers each row's distance to the chosen rows to that of row `centre` of `centres`, where that is nearer. Returns the first of the rows that are then
 * the farthest.
 */
function lower(nearest: Float64Array, vectors: Sketched, centres: Sketched, centre: number): number {
  const comparison = { left: centres, a: centre, right: vectors };
  const { sketch, sketchColumns } = vectors;
  const [number0, number1, number2, number3] = firstNumbers(centres, centre);
  let [farthest, highest] = [0, -1];
  for (let row = 0; row < vectors.rows; row++) {
    let squared = nearest[row] ?? outOfRange();
    // Most rows end here: their first block is compared without a call.
    const from = row * sketchColumns;
    const part0 = number0 - (sketch[from] ?? outOfRange());
    const part1 = number1 - (sketch[from + 1] ?? outOfRange());
    const part2 = number2 - (sketch[from + 2] ?? outOfRange());
    const part3 = number3 - (sketch[from + 3] ?? outOfRange());
    if (part0 * part0 + part1 * part1 + part2 * part2 + part3 * part3 <= sketchLimit(squared)) {
      const found = squaredDistanceWithin(comparison, row, squared);
      if (found < squared) nearest[row] = squared = found;
    }
    if (squared > highest) [farthest, highest] = [row, squared];
  }
  return farthest;
}

/** The rows at `indices`, in their order. */
export function rowsAt({ columns, data }: Vectors, indices: readonly number[]): Vectors {
  const chosen = new Float32Array(indices.length * columns);
  indices.forEach((index, at) => chosen.set(data.subarray(index * columns, (index + 1) * columns), at * columns));
  return { rows: indices.length, columns, data: chosen };
}

/** All rows of the parts, one part after the other. */
export function joinRows(parts: readonly Vectors[], columns: number): Vectors {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const data = new Float32Array(rows * columns);
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  return { rows, columns, data };
}
