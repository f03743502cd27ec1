/** How much the pictures of a surface differ from each other. Python reference: `variety` in `training/trainer/patchcore/weights.py`. */
import { outOfRange } from '../math/out-of-range';
import { quantile } from '../math/quantile';
import { rowsAt } from './coreset';
import { nearestSquared } from './early-distance';
import type { Vectors } from './memory-bank';
import { sketcherFor, type Sketched } from './sketch';

const mostPictures = 6;

/** Cells of half a picture, and cells of the other half with which they are compared. */
const [ownCells, otherCells] = [125, 500];

/** The pictures that are measured, evenly among them: adjacent ones often show the same piece. */
export function spread<Picture>(pictures: readonly Picture[]): Picture[] {
  const count = Math.min(mostPictures, pictures.length);
  return Array.from({ length: count }, (_, at) => pictures[Math.floor((at * pictures.length) / count)] ?? outOfRange());
}

/**
 * The median, over pairs of pictures, of a ratio: the distance from half of a picture to the other half of another picture, divided by the
 * distance to the other half of the same picture. Near 1 if all pictures show the same surface; 1 for a single picture.
 */
export function variety(pictures: readonly Vectors[]): number {
  const [first] = pictures;
  if (first === undefined || pictures.length === 1) return 1;
  const sketched = sketcherFor(first);
  const halves = spread(pictures).map(halvesOf);
  const found = [0, 1].flatMap((own) => {
    const others = halves.map((each) => sketched(someOf(each[1 - own] ?? outOfRange(), otherCells)));
    return halves.flatMap((each, at) => {
      const cells = sketched(someOf(each[own] ?? outOfRange(), ownCells));
      const medians = others.map((rows) => medianDistance(cells, rows));
      const within = Math.max(medians[at] ?? outOfRange(), 1e-12);
      return medians.filter((_, other) => other !== at).map((median) => median / within);
    });
  });
  return quantile(Float32Array.from(found), 0.5);
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

function medianDistance(cells: Sketched, others: Sketched): number {
  const skipped = new Uint8Array(others.rows);
  let startAt = 0;
  const distances = Float32Array.from({ length: cells.rows }, (_, row) => {
    const { squared, at } = nearestSquared(cells, row, others, { skipped, floor: 0, startAt });
    // The nearest cell of one cell is often near the next cell too.
    startAt = Math.max(0, at);
    return Math.sqrt(squared);
  });
  return quantile(distances, 0.5);
}
