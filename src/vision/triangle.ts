/**
 * The triangle filter along one axis, as PIL's BILINEAR with `reducing_gap=None`: antialiased when shrinking, linear when
 * enlarging. Source of the formula: `models/README.md`, "The resize".
 */
import { outOfRange } from '../math/out-of-range';

/** One axis of a resize: `count` outputs from the interval `[from, from + length)` of `size` source pixels. */
export interface Axis {
  readonly size: number;
  readonly from: number;
  readonly length: number;
  readonly count: number;
}

/** Output `i` is the sum of `weights[starts[i] + t] × source[firsts[i] + t]` for `t` below `starts[i + 1] − starts[i]`. */
export interface AxisWeights {
  readonly firsts: Int32Array;
  readonly starts: Int32Array;
  readonly weights: Float64Array;
}

/** Normalised weights of every output of the axis; each output's weights sum to 1. */
export function triangleWeights(axis: Axis): AxisWeights {
  const windows = Array.from({ length: axis.count }, (_, output) => windowOf(axis, output));
  const firsts = Int32Array.from(windows, (window) => window.first);
  const starts = new Int32Array(axis.count + 1);
  windows.forEach(
    (window, output) => (starts[output + 1] = (starts[output] ?? outOfRange()) + window.end - window.first),
  );
  const weights = new Float64Array(starts[axis.count] ?? outOfRange());
  windows.forEach((window, output) => weights.set(normalisedWeights(window), starts[output]));
  return { firsts, starts, weights };
}

interface Window {
  readonly first: number;
  readonly end: number;
  readonly centre: number;
  readonly radius: number;
}

function windowOf({ size, from, length, count }: Axis, output: number): Window {
  const step = length / count;
  const radius = Math.max(1, step);
  const centre = from + (output + 0.5) * step;
  const first = Math.min(size - 1, Math.max(0, Math.floor(centre - radius + 0.5)));
  const end = Math.max(first + 1, Math.min(size, Math.floor(centre + radius + 0.5)));
  return { first, end, centre, radius };
}

function normalisedWeights({ first, end, centre, radius }: Window): Float64Array {
  const weights = new Float64Array(end - first);
  let sum = 0;
  for (let tap = 0; tap < weights.length; tap++) {
    const weight = Math.max(0, 1 - Math.abs(first + tap + 0.5 - centre) / radius);
    weights[tap] = weight;
    sum += weight;
  }
  return weights.map((weight) => (sum > 0 ? weight / sum : 1 / weights.length));
}
