/** Multinomial logistic regression with an L2 penalty. */
import { addScaled, dot, rowOf, type Matrix } from '../../math/matrix';
import { minimise, type Objective } from '../../math/minimise';
import { outOfRange } from '../../math/out-of-range';
import { type FitStep, type Labelled, type Rows, searchLimits, valuesOf } from './labelled';

/** Per unit of squared length of the weights. */
export const logisticPenalties = [3e-4, 3e-3] as const;

/** Minimises the weighted mean cross entropy + penalty/2 · |W|². Biases are not penalised; their mean is 0. The minimum is unique. */
export function* fitLogistic(known: Labelled, penalty: number): Generator<FitStep, Rows> {
  const size = known.classes * (known.x.columns + 1);
  const search = minimise(objectiveOf(known, penalty), new Float64Array(size), searchLimits);
  for (let next = search.next(); ; next = search.next()) {
    if (next.done === true) return rowsAt(next.value, known);
    const { step, value, point } = next.value;
    yield { step, loss: value, rows: () => rowsAt(point, known) };
  }
}

/** The weights of all classes, then their biases. */
function rowsAt(point: Float64Array, { classes, x: { columns } }: Labelled): Rows {
  const biases = point.slice(classes * columns);
  const mean = biases.reduce((sum, bias) => sum + bias, 0) / classes;
  const weights: Matrix = { rows: classes, columns, data: point.slice(0, classes * columns) };
  return { weights, biases: biases.map((bias) => bias - mean) };
}

function objectiveOf(known: Labelled, penalty: number): Objective {
  const { x, classes, weights: shares } = known;
  const total = shares.reduce((sum, weight) => sum + weight, 0);
  const end = classes * x.columns;
  return (point, slope) => {
    const weights: Matrix = { rows: classes, columns: x.columns, data: point.subarray(0, end) };
    const slopes: Matrix = { rows: classes, columns: x.columns, data: slope.subarray(0, end) };
    const values = valuesOf({ weights, biases: point.subarray(end) }, x);
    weights.data.forEach((weight, at) => (slope[at] = penalty * weight));
    slope.fill(0, end);
    let loss = 0.5 * penalty * dot(weights.data, weights.data);
    for (let row = 0; row < x.rows; row++) {
      const label = known.labels[row] ?? outOfRange();
      const share = (shares[row] ?? outOfRange()) / total;
      const chances = rowOf(values, row);
      loss -= share * toChances(chances, label);
      for (let other = 0; other < classes; other++) {
        const error = share * ((chances[other] ?? outOfRange()) - (other === label ? 1 : 0));
        addScaled(rowOf(slopes, other), rowOf(x, row), error);
        slope[end + other] = (slope[end + other] ?? outOfRange()) + error;
      }
    }
    return loss;
  };
}

/** Replaces logits by their softmax; returns the logarithm of the chance of `label`. */
function toChances(row: Float64Array, label: number): number {
  const highest = row.reduce((most, value) => Math.max(most, value), -Infinity);
  const own = row[label] ?? outOfRange();
  let sum = 0;
  row.forEach((value, at) => {
    const power = Math.exp(value - highest);
    row[at] = power;
    sum += power;
  });
  row.forEach((value, at) => (row[at] = value / sum));
  return own - highest - Math.log(sum);
}
