/** Minimisation of a smooth function: L-BFGS (Nocedal and Wright, Numerical Optimization, algorithm 7.4 and 3.5). */
import { addScaled, dot } from './matrix';
import { outOfRange } from './out-of-range';

/** The value at `point`, whose slope is written to `slope`. */
export type Objective = (point: Float64Array, slope: Float64Array) => number;

export interface MinimiseLimits {
  /** It ends where no component of the slope is larger. */
  readonly slope: number;
  readonly steps: number;
}

/** The state after a step. `point` changes with the next step. */
export interface MinimiseStep {
  readonly step: number;
  readonly value: number;
  readonly point: Float64Array;
}

interface Correction {
  readonly move: Float64Array;
  readonly change: Float64Array;
  readonly inverse: number;
}

const kept = 10;

/** Yields after each step, so that the caller can show progress or stop; returns the lowest point. Deterministic. */
export function* minimise(
  objective: Objective,
  start: Float64Array,
  limits: MinimiseLimits,
): Generator<MinimiseStep, Float64Array> {
  let point = start.slice();
  let slope = new Float64Array(start.length);
  let value = objective(point, slope);
  const corrections: Correction[] = [];
  for (let step = 1; step <= limits.steps && largest(slope) > limits.slope; step++) {
    const found = searchLine(objective, { point, slope, value }, directionOf(slope, corrections));
    if (found === undefined) {
      // Rounding errors hide any further descent along the corrected direction: start again from the plain slope, once.
      if (corrections.length === 0) break;
      corrections.length = 0;
      continue;
    }
    remember(corrections, difference(found.point, point), difference(found.slope, slope));
    ({ point, slope, value } = found);
    yield { step, value, point };
  }
  return point;
}

interface Place {
  readonly point: Float64Array<ArrayBuffer>;
  readonly slope: Float64Array<ArrayBuffer>;
  readonly value: number;
}

function largest(slope: Float64Array): number {
  return slope.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
}

function difference(one: Float64Array, other: Float64Array): Float64Array {
  return one.map((each, at) => each - (other[at] ?? outOfRange()));
}

function remember(corrections: Correction[], move: Float64Array, change: Float64Array): void {
  const curvature = dot(move, change);
  if (!(curvature > 0)) return;
  corrections.push({ move, change, inverse: 1 / curvature });
  if (corrections.length > kept) corrections.shift();
}

/** The two-loop recursion. */
function directionOf(slope: Float64Array, corrections: readonly Correction[]): Float64Array {
  const direction = slope.map((each) => -each);
  const factors: number[] = [];
  for (const { move, change, inverse } of [...corrections].reverse()) {
    const factor = inverse * dot(move, direction);
    factors.push(factor);
    addScaled(direction, change, -factor);
  }
  const newest = corrections.at(-1);
  const scale = newest === undefined ? 1 : 1 / (newest.inverse * dot(newest.change, newest.change));
  direction.forEach((each, at) => (direction[at] = scale * each));
  for (const { move, change, inverse } of corrections) {
    addScaled(direction, move, (factors.pop() ?? outOfRange()) - inverse * dot(change, direction));
  }
  return direction;
}

const enoughDescent = 1e-4;
const enoughFlattening = 0.9;
const mostTries = 40;

/** A step length with enough descent and flattening (the weak Wolfe conditions), by doubling and halving; undefined if none is found. */
function searchLine(objective: Objective, from: Place, direction: Float64Array): Place | undefined {
  const steepness = dot(from.slope, direction);
  if (!(steepness < 0)) return undefined;
  let [low, high, length] = [0, Infinity, 1];
  let best: Place | undefined;
  for (let tries = 0; tries < mostTries; tries++) {
    const place = placeAt(objective, from, direction, length);
    if (place.value > from.value + enoughDescent * length * steepness || !Number.isFinite(place.value)) high = length;
    else {
      best = place;
      if (dot(place.slope, direction) >= enoughFlattening * steepness) return place;
      low = length;
    }
    length = high === Infinity ? 2 * low : (low + high) / 2;
  }
  return best;
}

function placeAt(objective: Objective, { point }: Place, direction: Float64Array, length: number): Place {
  const moved = point.slice();
  addScaled(moved, direction, length);
  const slope = new Float64Array(moved.length);
  return { value: objective(moved, slope), point: moved, slope };
}
