/** Cosine to the mean of each class. */
import type { InParts } from '../../math/in-parts';
import { dot, rowOf, rowProducts, type Matrix } from '../../math/matrix';
import { outOfRange } from '../../math/out-of-range';
import { classSums, type FitPart, type Labelled, type Rows } from './labelled';

const tiny = 1e-12;

// oxlint-disable-next-line require-yield -- a sum over all pictures takes milliseconds
export function* fitMeans(known: Labelled): Generator<FitPart, Rows> {
  return { weights: unitRows(classSums(known)), biases: new Float64Array(known.classes) };
}

/** Cosines of each picture to the means without it. */
export function* meansLeftOut(known: Labelled): InParts<Matrix> {
  const sums = classSums(known);
  const cosines = yield* rowProducts(known.x, unitRows(sums));
  known.labels.forEach((label, at) => {
    const mine = rowOf(known.x, at);
    const others = rowOf(sums, label).map((value, column) => value - (mine[column] ?? outOfRange()));
    cosines.data[at * known.classes + label] = dot(others, mine) / (Math.sqrt(dot(others, others)) + tiny);
  });
  return cosines;
}

function unitRows(matrix: Matrix): Matrix {
  const unit: Matrix = { ...matrix, data: matrix.data.slice() };
  for (let row = 0; row < matrix.rows; row++) {
    const mine = rowOf(unit, row);
    const length = Math.sqrt(dot(mine, mine)) + tiny;
    mine.forEach((value, at) => (mine[at] = value / length));
  }
  return unit;
}
