/** Ridge regression on one-hot targets, with an intercept that is not penalised. */
import { dot, matrixOf, product, rowOf, transposed, type Matrix } from '../../math/matrix';
import { outOfRange } from '../../math/out-of-range';
import { classShares, valuesOf, type FitStep, type Labelled, type Rows } from './labelled';
import { scatterOf, solveScatter } from './scatter';

/** Relative to the mean squared length of the centred rows. */
export const ridgePenalties = [0.01, 0.1, 1] as const;

// oxlint-disable-next-line require-yield -- a closed form has no steps; `Fit` allows for searches
export function* fitRidge(known: Labelled, penalty: number): Generator<FitStep, Rows> {
  return rowsOf(known, partsOf(known), penalty);
}

/** Outputs for each picture of the regression without it: the closed form by leverages, with the penalty held. */
export function ridgeLeftOut(known: Labelled, penalty: number): Matrix {
  const parts = partsOf(known);
  const values = valuesOf(rowsOf(known, parts, penalty), known.x);
  const solved = solveScatter(parts.scatter, strengthOf(parts.centred, penalty), parts.centred);
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
  readonly scatter: ReturnType<typeof scatterOf>;
  readonly mean: Float64Array;
  readonly targetMean: Float64Array;
}

function partsOf(known: Labelled): Parts {
  const { x, weights } = known;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const share: Matrix = { rows: 1, columns: x.rows, data: weights.map((weight) => weight / total) };
  const mean = product(share, x).data;
  const centred = matrixOf(
    x.rows,
    x.columns,
    (row, column) =>
      Math.sqrt(weights[row] ?? outOfRange()) *
      ((x.data[row * x.columns + column] ?? outOfRange()) - (mean[column] ?? outOfRange())),
  );
  return { centred, scatter: scatterOf(centred), mean, targetMean: classShares(known) };
}

function rowsOf(known: Labelled, { centred, scatter, mean, targetMean }: Parts, penalty: number): Rows {
  const target = matrixOf(
    known.x.rows,
    known.classes,
    (row, label) =>
      Math.sqrt(known.weights[row] ?? outOfRange()) *
      ((known.labels[row] === label ? 1 : 0) - (targetMean[label] ?? outOfRange())),
  );
  const weights = solveScatter(scatter, strengthOf(centred, penalty), product(transposed(target), centred));
  return { weights, biases: targetMean.map((value, label) => value - dot(rowOf(weights, label), mean)) };
}

function strengthOf({ rows, data }: Matrix, penalty: number): number {
  return (penalty * dot(data, data)) / rows;
}
