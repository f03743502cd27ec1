/** Labelled embeddings, and the linear rows that a head learns from them. The Python reference is `training/trainer/heads`. */
import type { Weighting } from '../../domain/class-teaching';
import { dot, rowOf, type Matrix } from '../../math/matrix';
import type { MinimiseLimits } from '../../math/minimise';
import { outOfRange } from '../../math/out-of-range';

export interface Labelled {
  /** A row per picture: its scaled embedding. */
  readonly x: Matrix;
  /** From 0, one per picture. */
  readonly labels: Int32Array;
  readonly classes: number;
  /** One per picture, with mean 1. */
  readonly weights: Float64Array;
}

/** Pictures with their weights. */
export function labelled(x: Matrix, labels: Int32Array, classes: number, weighting: Weighting): Labelled {
  return { x, labels, classes, weights: weightsOf(labels, classes, weighting) };
}

/** The weight of each picture: mean 1; with `balanced` every class that occurs has the same sum. */
export function weightsOf(labels: Int32Array, classes: number, weighting: Weighting): Float64Array {
  if (weighting === 'equal') return new Float64Array(labels.length).fill(1);
  const counts = classCounts(labels, classes);
  const present = counts.filter((count) => count > 0).length;
  return Float64Array.from(labels, (label) => labels.length / (present * (counts[label] ?? outOfRange())));
}

/** How many pictures have each label. */
export function classCounts(labels: Int32Array, classes: number): Float64Array {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] = (counts[label] ?? outOfRange()) + 1;
  return counts;
}

/** A row per class: the sum of the rows of its pictures. */
export function classSums({ x, labels, classes }: Labelled): Matrix {
  const sums = { rows: classes, columns: x.columns, data: new Float64Array(classes * x.columns) };
  labels.forEach((label, at) => {
    const [target, mine] = [rowOf(sums, label), rowOf(x, at)];
    mine.forEach((value, column) => (target[column] = (target[column] ?? outOfRange()) + value));
  });
  return sums;
}

/** The sum of the weights of each class as a share of all. */
export function classShares({ labels, classes, weights }: Labelled): Float64Array {
  const shares = new Float64Array(classes);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  labels.forEach(
    (label, at) => (shares[label] = (shares[label] ?? outOfRange()) + (weights[at] ?? outOfRange()) / total),
  );
  return shares;
}

/** A row of weights and a bias per output; they act on scaled embeddings. */
export interface Rows {
  readonly weights: Matrix;
  readonly biases: Float64Array;
}

/** The outputs for each row of `x`. */
export function valuesOf({ weights, biases }: Rows, x: Matrix): Matrix {
  const data = new Float64Array(x.rows * weights.rows);
  for (let row = 0; row < x.rows; row++) {
    for (let output = 0; output < weights.rows; output++) {
      data[row * weights.rows + output] = dot(rowOf(x, row), rowOf(weights, output)) + (biases[output] ?? outOfRange());
    }
  }
  return { rows: x.rows, columns: weights.rows, data };
}

/** A step of a search. */
export interface FitStep {
  readonly step: number;
  /** What the search minimises. */
  readonly loss: number;
  readonly rows: () => Rows;
}

/** A part of a fit: a step of a search, or of a closed form how many products were added (`InParts`). */
export type FitPart = FitStep | number;

/** Fits a head. Yields after each part, so that the caller can show progress, stop or let others run. */
export type Fit = (known: Labelled) => Generator<FitPart, Rows>;

/** The slope at which a search ends: probabilities agree with the Python reference to 1e-5. */
export const searchLimits: MinimiseLimits = { slope: 1e-8, steps: 2000 };
