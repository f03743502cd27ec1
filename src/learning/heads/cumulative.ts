/** Cumulative logit for ordered classes (McCullagh 1980): the log-odds of "above class k" are `w'x − t_k`, with rising t. */
import { addScaled, dot, matrixOf, rowOf } from '../../math/matrix';
import { minimise, type Objective } from '../../math/minimise';
import { outOfRange } from '../../math/out-of-range';
import { classShares, type FitStep, type Labelled, type Rows, searchLimits } from './labelled';

/** Per unit of squared length of the weights. */
export const cumulativePenalties = [3e-4, 3e-3] as const;
const tiny = 1e-12;

/** Rows for the classes − 1 steps, with equal weights. Minimises the weighted mean negative log likelihood + penalty/2 · |w|². */
export function* fitCumulative(known: Labelled, penalty: number): Generator<FitStep, Rows> {
  const { columns } = known.x;
  const start = Float64Array.from([...new Float64Array(columns), ...firstSteps(known)]);
  const search = minimise(objectiveOf(known, penalty), start, searchLimits);
  for (let next = search.next(); ; next = search.next()) {
    if (next.done === true) return rowsAt(next.value, columns);
    const { step, value, point } = next.value;
    yield { step, loss: value, rows: () => rowsAt(point, columns) };
  }
}

function rowsAt(point: Float64Array, columns: number): Rows {
  const thresholds = rising(point.subarray(columns));
  const weights = matrixOf(thresholds.length, columns, (_, column) => point[column] ?? outOfRange());
  return { weights, biases: thresholds.map((threshold) => -threshold) };
}

/** The first threshold and the logarithms of the differences to thresholds. */
function rising(steps: Float64Array): Float64Array {
  let sum = 0;
  return steps.map((step, at) => (sum += at === 0 ? step : Math.exp(step)));
}

/** Thresholds of the shares of the classes, for the start of the search. */
function firstSteps(known: Labelled): Float64Array {
  let below = 0;
  const thresholds = classShares(known)
    .slice(0, -1)
    .map((share) => {
      below += share;
      const within = Math.min(Math.max(below, 1e-6), 1 - 1e-6);
      return Math.log(within / (1 - within));
    });
  return thresholds.map((threshold, at) =>
    at === 0 ? threshold : Math.log(Math.max(threshold - (thresholds[at - 1] ?? outOfRange()), 1e-3)),
  );
}

function objectiveOf({ x, labels, classes, weights: shares }: Labelled, penalty: number): Objective {
  const total = shares.reduce((sum, weight) => sum + weight, 0);
  return (point, slope) => {
    const weights = point.subarray(0, x.columns);
    const thresholds = rising(point.subarray(x.columns));
    const slopes = slope.subarray(0, x.columns);
    weights.forEach((weight, at) => (slopes[at] = penalty * weight));
    const byThreshold = new Float64Array(classes - 1);
    let loss = 0.5 * penalty * dot(weights, weights);
    for (let row = 0; row < x.rows; row++) {
      const label = labels[row] ?? outOfRange();
      const share = (shares[row] ?? outOfRange()) / total;
      const score = dot(weights, rowOf(x, row));
      const { chance, byUpper, byLower } = slopesAt(thresholds, label, score);
      loss -= share * Math.log(chance);
      addScaled(slopes, rowOf(x, row), share * (byUpper - byLower));
      if (label < classes - 1) addScaled(byThreshold.subarray(label, label + 1), one, -share * byUpper);
      if (label > 0) addScaled(byThreshold.subarray(label - 1, label), one, share * byLower);
    }
    writeSteps(byThreshold, point.subarray(x.columns), slope.subarray(x.columns));
    return loss;
  };
}

const one = Float64Array.of(1);

/** The chance of `label`, and by how much its logarithm changes with the thresholds above and below. */
function slopesAt(thresholds: Float64Array, label: number, score: number) {
  const upper = label === thresholds.length ? 1 : logistic((thresholds[label] ?? outOfRange()) - score);
  const lower = label === 0 ? 0 : logistic((thresholds[label - 1] ?? outOfRange()) - score);
  const chance = Math.max(upper - lower, tiny);
  return { chance, byUpper: (upper * (1 - upper)) / chance, byLower: (lower * (1 - lower)) / chance };
}

/** A step moves its threshold and all later ones. */
function writeSteps(byThreshold: Float64Array, steps: Float64Array, slope: Float64Array): void {
  let tail = 0;
  for (let at = byThreshold.length - 1; at >= 0; at--) {
    tail += byThreshold[at] ?? outOfRange();
    slope[at] = at === 0 ? tail : tail * Math.exp(steps[at] ?? outOfRange());
  }
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
