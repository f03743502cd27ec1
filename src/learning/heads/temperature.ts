/** Temperature scaling (Guo et al. 2017, section 4.2), with the targets of Platt (1999). */
import { rowOf, type Matrix } from '../../math/matrix';
import { outOfRange } from '../../math/out-of-range';
import { softmax, stepProbabilities } from '../probabilities';

/** How the outputs of a head become probabilities: those of classes, or of ordered classes. */
export type OutputForm = 'softmax' | 'cumulative';

/** Judged pictures: outputs of a head that was not trained on them, and their true labels. */
export interface JudgedValues {
  readonly values: Matrix;
  readonly labels: Int32Array;
  readonly weights: Float64Array;
}

const lowest = 1e-4;
const highest = 1e4;
const leastChance = 1e-12;
/** Of the logarithm of the temperature. */
const precision = 1e-10;

/** Probabilities of each picture. */
export function chancesOf(values: Matrix, form: OutputForm, temperature: number): readonly (readonly number[])[] {
  const toChances = form === 'softmax' ? softmax : stepProbabilities;
  return Array.from({ length: values.rows }, (_, row) => toChances([...rowOf(values, row)], temperature));
}

/** The temperature of the least weighted log loss. */
export function fitTemperature(judged: JudgedValues, form: OutputForm): number {
  const loss = (log: number): number => logLoss(chancesOf(judged.values, form, Math.exp(log)), judged);
  return Math.exp(goldenSection(loss, Math.log(lowest), Math.log(highest)));
}

/**
 * The weighted mean log loss against a target that leaves `1 / (n + 2)` to the other classes together (Laplace's rule of succession): n
 * pictures without an error do not prove that there are none.
 */
export function logLoss(
  chances: readonly (readonly number[])[],
  { labels, weights }: Pick<JudgedValues, 'labels' | 'weights'>,
): number {
  const doubt = 1 / (chances.length + 2);
  let [sum, total] = [0, 0];
  chances.forEach((row, at) => {
    const weight = weights[at] ?? outOfRange();
    total += weight;
    row.forEach((chance, label) => {
      const target = label === labels[at] ? 1 - doubt : doubt / (row.length - 1);
      sum -= weight * target * Math.log(Math.max(chance, leastChance));
    });
  });
  return sum / total;
}

/** The minimum of a function with a single one between `low` and `high`. */
function goldenSection(value: (x: number) => number, low: number, high: number): number {
  const share = (Math.sqrt(5) - 1) / 2;
  let [from, to] = [low, high];
  let [left, right] = [to - share * (to - from), from + share * (to - from)];
  let [atLeft, atRight] = [value(left), value(right)];
  while (to - from > precision) {
    if (atLeft <= atRight) {
      [to, right, atRight] = [right, left, atLeft];
      left = to - share * (to - from);
      atLeft = value(left);
    } else {
      [from, left, atLeft] = [left, right, atRight];
      right = from + share * (to - from);
      atRight = value(right);
    }
  }
  return (from + to) / 2;
}
