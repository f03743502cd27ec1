/** How much the pictures of a surface differ from each other. Python reference: `variety` in `training/trainer/patchcore/weights.py`. */
import { outOfRange } from '../math/out-of-range';
import { quantile } from '../math/quantile';
import { rowsAt } from './coreset';
import type { Vectors } from './memory-bank';

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
  const halves = spread(pictures).map(halvesOf);
  const found = [0, 1].flatMap((own) => {
    const others = halves.map((each) => wideRows(someOf(each[1 - own] ?? outOfRange(), otherCells)));
    return halves.flatMap((each, at) => {
      const cells = someOf(each[own] ?? outOfRange(), ownCells);
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

function medianDistance(cells: Vectors, others: WideRows): number {
  const distances = Float32Array.from({ length: cells.rows }, (_, row) => Math.sqrt(nearestOf(cells, row, others)));
  return quantile(distances, 0.5);
}

/** Rows in double precision, their number brought to a multiple of four by repeating the last one. */
type WideRows = Float64Array;

function wideRows({ rows, columns, data }: Vectors): WideRows {
  const wide = new Float64Array(Math.ceil(rows / 4) * 4 * columns);
  wide.set(data);
  const last = wide.slice((rows - 1) * columns, rows * columns);
  for (let at = rows * columns; at < wide.length; at += columns) wide.set(last, at);
  return wide;
}

/** The least squared distance. Few columns and rows that are all alike: comparing them whole, four at a time, is faster than stopping early. */
function nearestOf({ columns, data }: Vectors, row: number, others: WideRows): number {
  const own = Float64Array.from(data.subarray(row * columns, (row + 1) * columns));
  let least = Infinity;
  for (let from = 0; from < others.length; from += 4 * columns) {
    let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
    for (let column = 0, at = from; column < columns; column++, at++) {
      const value = own[column] ?? outOfRange();
      const part0 = value - (others[at] ?? outOfRange());
      const part1 = value - (others[at + columns] ?? outOfRange());
      const part2 = value - (others[at + 2 * columns] ?? outOfRange());
      const part3 = value - (others[at + 3 * columns] ?? outOfRange());
      sum0 += part0 * part0;
      sum1 += part1 * part1;
      sum2 += part2 * part2;
      sum3 += part3 * part3;
    }
    least = Math.min(least, sum0, sum1, sum2, sum3);
  }
  return least;
}
