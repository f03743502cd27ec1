/** Ridge regression on one-hot targets, with an intercept that is not penalised. */
import type { InParts } from '../../math/in-parts';
import { dot, matrixOf, product, rowOf, transposed, type Matrix } from '../../math/matrix';
import { outOfRange } from '../../math/out-of-range';
import { classShares, valuesOf, type FitPart, type Labelled, type Rows } from './labelled';
import { scatterOf, solveScatter, type Scatter } from './scatter';

/** Relative to the mean squared length of the centred rows. */
export const ridgePenalties = [0.01, 0.1, 1] as const;

export function* fitRidge(known: Labelled, penalty: number): Generator<FitPart, Rows> {
  return yield* rowsOf(known, yield* partsOf(known), penalty);
}

/** Outputs for each picture of the regression without it: the closed form by leverages, with the penalty held. */
export function* ridgeLeftOut(known: Labelled, penalty: number): InParts<Matrix> {
  const parts = yield* partsOf(known);
  const values = valuesOf(yield* rowsOf(known, parts, penalty), known.x);
  const solved = yield* solveScatter(parts.scatter, strengthOf(parts.centred, penalty), parts.centred);
  const total = known.weights.reduce((sum, weight) => sum + weight, 0);
  return matrixOf(known.x.rows, known.classes, (row, label) => {
    const own = dot(rowOf(solved, row), rowOf(parts.centred, row)) + (known.weights[row] ?? outOfRange()) / total;
    const target = known.labels[row] === label ? 1 : 0;
    const residual = target - (values.data[row * known.classes + label] ?? outOfRange());
    return target - residual / Math.max(1 - own, 1e-9);
  });
}

interface Parts {
  /** Rows, centred and times the root of their weight. */
  readonly centred: Matrix;
  readonly scatter: Scatter;
  readonly mean: Float64Array;
  readonly targetMean: Float64Array;
}

function* partsOf(known: Labelled): InParts<Parts> {
  const { x, weights } = known;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const share: Matrix = { rows: 1, columns: x.rows, data: weights.map((weight) => weight / total) };
  const { data: mean } = yield* product(share, x);
  const centred = matrixOf(
    x.rows,
    x.columns,
    (row, column) =>
      Math.sqrt(weights[row] ?? outOfRange()) *
      ((x.data[row * x.columns + column] ?? outOfRange()) - (mean[column] ?? outOfRange())),
  );
  return { centred, scatter: yield* scatterOf(centred), mean, targetMean: classShares(known) };
}

function* rowsOf(known: Labelled, { centred, scatter, mean, targetMean }: Parts, penalty: number): InParts<Rows> {
  const target = matrixOf(
    known.x.rows,
    known.classes,
    (row, label) =>
      Math.sqrt(known.weights[row] ?? outOfRange()) *
      ((known.labels[row] === label ? 1 : 0) - (targetMean[label] ?? outOfRange())),
  );
  const sums = yield* product(transposed(target), centred);
  const weights = yield* solveScatter(scatter, strengthOf(centred, penalty), sums);
  return { weights, biases: targetMean.map((value, label) => value - dot(rowOf(weights, label), mean)) };
}

function strengthOf({ rows, data }: Matrix, penalty: number): number {
  return (penalty * dot(data, data)) / rows;
}
