/** How embeddings are scaled before a head: centred, divided by a shrunk spread, brought to length 1. */
import { outOfRange } from '../../math/out-of-range';
import { rowOf, type Matrix } from '../../math/matrix';
import type { Vectors } from '../memory-bank';

/** One number per column of the embedding, in the precision in which the pack stores them. */
export interface Scaling {
  readonly centre: Float32Array;
  readonly factor: Float32Array;
}

/** How far the variance of a column is moved to the mean variance: a column that hardly varies must not dominate. */
const shrinkage = 0.5;
const tiny = 1e-12;

/** The scaling of the embeddings that the head learns from. */
export function fitScaling({ rows, columns, data }: Vectors): Scaling {
  const means = new Float64Array(columns);
  data.forEach((value, at) => (means[at % columns] = (means[at % columns] ?? outOfRange()) + value / rows));
  const variances = new Float64Array(columns);
  data.forEach((value, at) => {
    const column = at % columns;
    variances[column] = (variances[column] ?? outOfRange()) + (value - (means[column] ?? outOfRange())) ** 2 / rows;
  });
  const mean = variances.reduce((sum, variance) => sum + variance, 0) / columns;
  const spread = (variance: number): number => Math.sqrt((1 - shrinkage) * variance + shrinkage * mean + tiny);
  return { centre: Float32Array.from(means), factor: Float32Array.from(variances, (variance) => 1 / spread(variance)) };
}

/** Embeddings that are centred and divided by the spread, without a length of 1. */
export function centredRows({ rows, columns, data }: Vectors, { centre, factor }: Scaling): Vectors {
  const moved = (value: number, at: number): number =>
    (value - (centre[at % columns] ?? outOfRange())) * (factor[at % columns] ?? outOfRange());
  return { rows, columns, data: data.map(moved) };
}

/** Scaled embeddings: rows of length 1. */
export function scaled({ rows, columns, data }: Vectors, { centre, factor }: Scaling): Matrix {
  const matrix: Matrix = { rows, columns, data: Float64Array.from(data) };
  for (let row = 0; row < rows; row++) scaleRow(rowOf(matrix, row), centre, factor);
  return matrix;
}

function scaleRow(row: Float64Array, centre: Float32Array, factor: Float32Array): void {
  let squares = 0;
  row.forEach((value, at) => {
    const moved = (value - (centre[at] ?? outOfRange())) * (factor[at] ?? outOfRange());
    row[at] = moved;
    squares += moved * moved;
  });
  const length = Math.sqrt(squares) + tiny;
  row.forEach((value, at) => (row[at] = value / length));
}
