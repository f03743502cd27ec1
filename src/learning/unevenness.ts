/** How even the texture of a surface is. Python reference: `unevenness` in `training/trainer/patchcore/weights.py`. */
import { outOfRange } from '../math/out-of-range';
import { quantile } from '../math/quantile';
import { nearestSquared } from './early-distance';
import { joinRows, rowsAt } from './coreset';
import type { Vectors } from './memory-bank';
import { sketcherFor } from './sketch';

/** The first pictures, which are measured. */
export const measuredPictures = 6;

/** Cells of each, and cells of the others with which they are compared. */
const [ownCells, otherCells] = [250, 3000];

/**
 * Cells of a normal picture compared with those of the others (of a single picture, each half with the other half): the distance that a tenth of them exceeds,
 * divided by the median one. Near 1 on one even texture; high where some normal parts are much rarer than others.
 */
export function unevenness(pictures: readonly Vectors[]): number {
  const [first] = pictures;
  if (first === undefined) return outOfRange();
  const parts = pictures.length === 1 ? halvesOf(first) : pictures.slice(0, measuredPictures);
  const distances = parts.flatMap((part, at) => {
    const others = joinRows(
      parts.filter((_, other) => other !== at),
      part.columns,
    );
    return nearestDistances(someOf(part, ownCells), someOf(others, otherCells));
  });
  const values = Float32Array.from(distances);
  return quantile(values, 0.9) / Math.max(quantile(values, 0.5), 1e-12);
}

function halvesOf(picture: Vectors): Vectors[] {
  const middle = Math.floor(picture.rows / 2);
  const rows = [...Array(picture.rows).keys()];
  return [rows.slice(0, middle), rows.slice(middle)].map((half) => rowsAt(picture, half));
}

/** Every n-th row, so that at least `count` are left where there are as many. */
function someOf(vectors: Vectors, count: number): Vectors {
  const every = Math.max(1, Math.floor(vectors.rows / count));
  const rows = Array.from({ length: Math.ceil(vectors.rows / every) }, (_, at) => at * every);
  return rowsAt(vectors, rows);
}

function nearestDistances(cells: Vectors, others: Vectors): number[] {
  const sketched = sketcherFor(others);
  const [left, right] = [sketched(cells), sketched(others)];
  const skipped = new Uint8Array(others.rows);
  let startAt = 0;
  return Array.from({ length: cells.rows }, (_, row) => {
    const { squared, at } = nearestSquared(left, row, right, { skipped, floor: 0, startAt });
    // What is near to a cell is often near to the next one too.
    startAt = Math.max(0, at);
    return Math.sqrt(squared);
  });
}
