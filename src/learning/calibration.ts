/** From a raw distance to what people read. Source and choice of the constants: `docs/calibration.md`. */
import type { Calibration, ScoreRule, SeverityBand } from '../domain/pack';

/** Scores stay inside (0, 1): double precision would reach the ends at 37 softnesses from the threshold. */
const edge = 1e-12;

/** The score of a picture, 0–1 with 0.5 = threshold; rises with `raw` (a distance in feature space). */
export function calibratedScore(raw: number, { threshold, softness }: Calibration): number {
  return logistic((raw - threshold) / softness);
}

/** The calibrated value of each cell, 0–1 with 0.5 = the map's own threshold. */
export function calibratedMap(distances: Float32Array, { mapThreshold, softness }: Calibration): Float32Array {
  return distances.map((raw) => logistic((raw - mapThreshold) / softness));
}

/** The raw score of a picture from the distances of its cells; cells with `ignored` 1 do not count. */
export function rawScore(distances: Float32Array, ignored: Uint8Array, rule: ScoreRule): number {
  const counted = distances.filter((_, cell) => ignored[cell] !== 1);
  const count = rule.kind === 'max' ? 1 : rule.count;
  const top = counted.sort().subarray(Math.max(0, counted.length - count));
  return top.length === 0 ? 0 : top.reduce((sum, value) => sum + value, 0) / top.length;
}

/** The first band whose upper bound the score does not pass. `bands` rise and end at 1, as the parser has checked. */
export function severityOf(score: number, bands: readonly SeverityBand[]): SeverityBand {
  const band = bands.find(({ upTo }) => score <= upTo) ?? bands.at(-1);
  if (band === undefined) throw new RangeError('a pack has at least one severity band');
  return band;
}

function logistic(x: number): number {
  return Math.min(1 - edge, Math.max(edge, 1 / (1 + Math.exp(-x))));
}
