/** Short copies of rows whose distances are never greater than those of the rows: most pairs of rows are then known to differ without comparing all columns. */
import { outOfRange } from '../math/out-of-range';
import type { Vectors } from './memory-bank';

/** Rows with their sketches: `sketchColumns` numbers each (a multiple of 4), row after row. */
export interface Sketched extends Vectors {
  readonly sketch: Float64Array;
  readonly sketchColumns: number;
}

export type Sketcher = (vectors: Vectors) => Sketched;

/** A multiple of 4. */
const sketchColumns = 12;
/** Rows from which the directions are found. */
const sampledRows = 256;
const rounds = 2;

/**
 * Rows are sketched by their parts along a few directions at right angles to each other, those along which the rows of `like` differ most. They are found by
 * subspace iteration, and only roughly: the distances do not depend on them, only the time does.
 */
export function sketcherFor(like: Vectors): Sketcher {
  const basis = directionsOf(like);
  return (vectors) => ({ ...vectors, sketch: partsAlong(basis, vectors), sketchColumns });
}

interface Basis {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

function directionsOf(like: Vectors): Basis {
  const { columns } = like;
  const sample = centredSample(like);
  const data = new Float64Array(sketchColumns * columns);
  for (let row = 0; row < sketchColumns; row++) {
    const from = Math.floor((row * sample.rows) / sketchColumns) * columns;
    data.set(sample.data.subarray(from, from + columns), row * columns);
  }
  let basis = atRightAngles({ rows: sketchColumns, columns, data });
  for (let round = 0; round < rounds; round++) basis = atRightAngles(spreadAlong(basis, sample));
  return basis;
}

/** Some rows, evenly chosen, without their mean. */
function centredSample({ rows, columns, data }: Vectors): Vectors {
  const count = Math.min(rows, sampledRows);
  const sample = new Float32Array(count * columns);
  const mean = new Float64Array(columns);
  for (let at = 0; at < count; at++) {
    const from = Math.floor((at * rows) / count) * columns;
    for (let column = 0; column < columns; column++) {
      const value = data[from + column] ?? outOfRange();
      sample[at * columns + column] = value;
      mean[column] = (mean[column] ?? outOfRange()) + value / count;
    }
  }
  const centred = sample.map((value, at) => value - (mean[at % columns] ?? outOfRange()));
  return { rows: count, columns, data: centred };
}

/** Each direction multiplied by the covariance of the sample, but for a factor. */
function spreadAlong(basis: Basis, sample: Vectors): Basis {
  const { rows, columns } = basis;
  const parts = partsAlong(basis, sample);
  const data = new Float64Array(rows * columns);
  for (let at = 0; at < sample.rows; at++) {
    for (let row = 0; row < rows; row++) {
      const part = parts[at * rows + row] ?? outOfRange();
      for (let column = 0; column < columns; column++) {
        const value = sample.data[at * columns + column] ?? outOfRange();
        data[row * columns + column] = (data[row * columns + column] ?? outOfRange()) + part * value;
      }
    }
  }
  return { rows, columns, data };
}

/** Gram and Schmidt, twice for the rounding. A direction that the others contain becomes zero. */
function atRightAngles({ rows, columns, data }: Basis): Basis {
  const made = data.slice();
  for (let row = 0; row < rows; row++) {
    const own = made.subarray(row * columns, (row + 1) * columns);
    const before = Math.sqrt(product(own, own));
    for (let other = 0; other < 2 * row; other++) {
      const from = (other % row) * columns;
      const direction = made.subarray(from, from + columns);
      const part = product(own, direction);
      own.forEach((value, at) => (own[at] = value - part * (direction[at] ?? outOfRange())));
    }
    const length = Math.sqrt(product(own, own));
    const scale = length > 1e-6 * before ? 1 / length : 0;
    own.forEach((value, at) => (own[at] = value * scale));
  }
  return { rows, columns, data: made };
}

function product(left: Float64Array, right: Float64Array): number {
  return left.reduce((sum, value, at) => sum + value * (right[at] ?? outOfRange()), 0);
}

/** Two rows and four directions at a time: each number is read once for several sums. The last of an odd number of rows is paired with itself. */
function partsAlong(basis: Basis, { rows, columns, data }: Vectors): Float64Array {
  const directions = basis.data;
  const parts = new Float64Array(rows * sketchColumns);
  for (let row = 0; row < rows; row += 2) {
    const other = Math.min(row + 1, rows - 1);
    const toOther = (other - row) * columns;
    for (let along = 0; along < sketchColumns; along += 4) {
      let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
      let [other0, other1, other2, other3] = [0, 0, 0, 0];
      let from = along * columns;
      for (let at = row * columns; at < (row + 1) * columns; at++, from++) {
        const value = data[at] ?? outOfRange();
        const otherValue = data[at + toOther] ?? outOfRange();
        const part0 = directions[from] ?? outOfRange();
        const part1 = directions[from + columns] ?? outOfRange();
        const part2 = directions[from + 2 * columns] ?? outOfRange();
        const part3 = directions[from + 3 * columns] ?? outOfRange();
        sum0 += value * part0;
        sum1 += value * part1;
        sum2 += value * part2;
        sum3 += value * part3;
        other0 += otherValue * part0;
        other1 += otherValue * part1;
        other2 += otherValue * part2;
        other3 += otherValue * part3;
      }
      writeFour(parts, row * sketchColumns + along, sum0, sum1, sum2, sum3);
      writeFour(parts, other * sketchColumns + along, other0, other1, other2, other3);
    }
  }
  return parts;
}

function writeFour(to: Float64Array, at: number, first: number, second: number, third: number, fourth: number): void {
  to[at] = first;
  to[at + 1] = second;
  to[at + 2] = third;
  to[at + 3] = fourth;
}
