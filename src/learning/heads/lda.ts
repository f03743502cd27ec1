/** Linear discriminant analysis with the shrinkage of Ledoit and Wolf (2004). */
import type { InParts } from '../../math/in-parts';
import { dot, matrixOf, rowOf, rowProducts, type Matrix } from '../../math/matrix';
import { outOfRange } from '../../math/out-of-range';
import { classCounts, classShares, classSums, type FitPart, type Labelled, type Rows } from './labelled';
import { scatterOf, solveScatter, type Scatter } from './scatter';

/** Bounds of the shrinkage: the scatter keeps a share, and so does the identity. */
const leastShrinkage = 1e-3;
const mostShrinkage = 0.999;
const tiny = 1e-12;

/** The covariance within classes is `(RᵀR + ridge·I) / factor`. */
interface Within {
  readonly means: Matrix;
  readonly scatter: Scatter;
  readonly ridge: number;
  readonly factor: number;
}

export function* fitLda(known: Labelled): Generator<FitPart, Rows> {
  const { means, scatter, ridge, factor } = yield* withinOf(known);
  const solved = yield* solveScatter(scatter, ridge, means);
  const weights: Matrix = { ...solved, data: solved.data.map((value) => factor * value) };
  const biases = logPriors(known).map((prior, label) => prior - 0.5 * dot(rowOf(weights, label), rowOf(means, label)));
  return { weights, biases };
}

/**
 * Discriminants of each picture by the analysis without it: a rank-one downdate of the scatter. Shrinkage, number of pictures and
 * priors are held.
 */
export function* ldaLeftOut(known: Labelled): InParts<Matrix> {
  const { means, scatter, ridge, factor } = yield* withinOf(known);
  const solved = yield* solveScatter(scatter, ridge, known.x);
  const products: Products = {
    crossed: yield* rowProducts(solved, means),
    between: yield* rowProducts(yield* solveScatter(scatter, ridge, means), means),
    own: Float64Array.from({ length: known.x.rows }, (_, at) => dot(rowOf(known.x, at), rowOf(solved, at))),
  };
  const counts = classCounts(known.labels, known.classes);
  const priors = logPriors(known);
  const distances = Array.from({ length: known.x.rows }, (_, at) => distancesWithout(at, known, counts, products));
  return matrixOf(
    known.x.rows,
    known.classes,
    (row, label) => (priors[label] ?? outOfRange()) - 0.5 * factor * (distances[row]?.[label] ?? outOfRange()),
  );
}

/** Products under the inverse scatter: of a picture with each mean, of the means, of a picture with itself. */
interface Products {
  readonly crossed: Matrix;
  readonly between: Matrix;
  readonly own: Float64Array;
}

/**
 * Squared distances of picture `at` to the classes: `d'qd + c (d'qu)² / (1 − c u'qu)`, where q is the inverse scatter, d the
 * difference from a mean, u that from the own mean, and c the weight that the own class loses.
 */
function distancesWithout(at: number, known: Labelled, counts: Float64Array, products: Products): Float64Array {
  const label = known.labels[at] ?? outOfRange();
  const count = counts[label] ?? outOfRange();
  // Without the picture its class mean is farther away: d = count / (count − 1) · u.
  const stretch = count > 1 ? count / (count - 1) : 1;
  const lost = count > 1 ? (known.weights[at] ?? outOfRange()) * stretch : 0;
  const inside = across(at, label, label, products);
  const left = Math.max(1 - lost * inside, 1e-9);
  return Float64Array.from({ length: known.classes }, (_, other) => {
    const [squared, mixed] =
      other === label
        ? [stretch ** 2 * inside, stretch * inside]
        : [across(at, other, other, products), across(at, label, other, products)];
    return squared + (lost * mixed ** 2) / left;
  });
}

/** `(x − mean of one)' q (x − mean of other)`. */
function across(at: number, one: number, other: number, { crossed, between, own }: Products): number {
  const classes = between.rows;
  return (
    (own[at] ?? outOfRange()) -
    (crossed.data[at * classes + one] ?? outOfRange()) -
    (crossed.data[at * classes + other] ?? outOfRange()) +
    (between.data[one * classes + other] ?? outOfRange())
  );
}

function* withinOf(known: Labelled): InParts<Within> {
  const { x, labels, classes, weights } = known;
  const counts = classCounts(labels, classes);
  const sums = classSums(known);
  const means = matrixOf(
    classes,
    x.columns,
    (label, column) =>
      (sums.data[label * x.columns + column] ?? outOfRange()) / Math.max(1, counts[label] ?? outOfRange()),
  );
  const rows = matrixOf(x.rows, x.columns, (row, column) => {
    const mean = means.data[(labels[row] ?? outOfRange()) * x.columns + column] ?? outOfRange();
    return Math.sqrt(weights[row] ?? outOfRange()) * ((x.data[row * x.columns + column] ?? outOfRange()) - mean);
  });
  const scatter = yield* scatterOf(rows);
  const { shrinkage, meanVariance } = ledoitWolf(scatter);
  const factor = x.rows / (1 - shrinkage);
  return { means, scatter, ridge: factor * shrinkage * meanVariance, factor };
}

/** The optimal shrinkage of the covariance of centred rows towards a multiple of the identity. */
function ledoitWolf({ rows, inner }: Scatter): { readonly shrinkage: number; readonly meanVariance: number } {
  const lengths = Float64Array.from({ length: rows.rows }, (_, at) => dot(rowOf(rows, at), rowOf(rows, at)));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const meanVariance = Math.max(total / rows.rows / rows.columns, tiny);
  const squared = dot(inner.data, inner.data) / rows.rows ** 2;
  const spread = squared / rows.columns - meanVariance ** 2;
  const error = (dot(lengths, lengths) / rows.rows - squared) / rows.rows / rows.columns;
  const shrinkage = spread > tiny * meanVariance ** 2 ? error / spread : 1;
  return { shrinkage: Math.min(Math.max(shrinkage, leastShrinkage), mostShrinkage), meanVariance };
}

function logPriors(known: Labelled): Float64Array {
  return classShares(known).map((share) => Math.log(Math.max(share, tiny)));
}
