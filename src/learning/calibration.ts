/** From raw distances to calibrated scores and severities. Source and choice of the constants: `docs/calibration.md`. */
import type { Calibration, PackAnomaly, ScoreRule, SeverityBand } from '../domain/pack';

/** Scores are kept inside (0, 1): in double precision the logistic reaches the ends at 37 softnesses from the threshold. */
const edge = 1e-12;

/** The score of a picture, 0–1 with 0.5 = threshold. It rises with `raw`, a distance in feature space. */
export function calibratedScore(raw: number, { threshold, softness, softnessBelow = softness }: Calibration): number {
  return logistic((raw - threshold) / (raw < threshold ? softnessBelow : softness));
}

/** The raw value at which the map is 0.5, and the raw difference from there to 0.73. */
export interface MapScale {
  readonly threshold: number;
  readonly softness: number;
}

/** The scale of the pack's own map, or that of the distances. */
export function mapScaleOf({ map, calibration }: PackAnomaly): MapScale {
  return map ?? { threshold: calibration.mapThreshold, softness: calibration.softness };
}

/** The calibrated value of each cell, 0–1 with 0.5 = the map's own threshold. */
export function calibratedMap(raw: Float32Array, { threshold, softness }: MapScale): Float32Array {
  return raw.map((value) => logistic((value - threshold) / softness));
}

/** The raw score of a picture: the mean of its largest distances, as `rule` defines. Cells with `ignored` 1 do not count. */
export function rawScore(distances: Float32Array, ignored: Uint8Array, rule: ScoreRule): number {
  const counted = distances.filter((_, cell) => ignored[cell] !== 1);
  const count = rule.kind === 'max' ? 1 : rule.count;
  const top = counted.sort().subarray(Math.max(0, counted.length - count));
  return top.length === 0 ? 0 : top.reduce((sum, value) => sum + value, 0) / top.length;
}

/** The first band whose upper bound the score does not exceed. `bands` rise and end at 1; the pack parser checks it. */
export function severityOf(score: number, bands: readonly SeverityBand[]): SeverityBand {
  const band = bands.find(({ upTo }) => score <= upTo) ?? bands.at(-1);
  if (band === undefined) throw new RangeError('a pack has at least one severity band');
  return band;
}

function logistic(x: number): number {
  return Math.min(1 - edge, Math.max(edge, 1 / (1 + Math.exp(-x))));
}
