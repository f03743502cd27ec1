/**
 * A threshold with a stated false-alarm rate, from scores of normal pictures that were each measured without the picture's own rows.
 * Statement, source and prior: `docs/calibration.md`, "Taught anomaly packs". Python reference: `training/trainer/patchcore/conformal.py`.
 */
import { outOfRange } from '../math/out-of-range';

/** The false-alarm rate that a teaching aims for. */
const targetRate = 0.05;

/** From this number of normals on, the target itself can be stated. */
const enoughNormals = 19;

/** Just above an order statistic, as a share of it: the statistic itself stays normal. */
const justAbove = 1e-6;

/** The prior below `enoughNormals`: standard deviation of the logarithm of the scores, and the number of pictures that it counts for. */
const prior = { deviation: 0.1, pictures: 4 } as const;

/** The 0.95 quantile of the standard normal distribution. */
const normalQuantile = 1.6449;

/** A threshold and what is stated of it. */
export interface PlacedThreshold {
  readonly threshold: number;
  readonly falseAlarmRate: number;
  readonly placedBy: 'conformal' | 'prior';
}

/** `(1 + #{s_i ≥ s}) / (n + 1)`: the share of pictures like the normals that are at least as unusual. */
export function conformalP(score: number, normals: readonly number[]): number {
  return (1 + normals.filter((other) => other >= score).length) / (normals.length + 1);
}

/** The best rate not above the target that `n` normals support, else 1/(n + 1). One normal has nothing to be compared with: 1. */
export function supportedRate(normals: number): number {
  return normals < 2 ? 1 : allowedAbove(normals) / (normals + 1);
}

/** How many of `n + 1` pictures may be anomalous: at least the most unusual one. */
function allowedAbove(normals: number): number {
  return Math.max(1, Math.floor(targetRate * (normals + 1) + 1e-9));
}

/** The threshold for left-out scores of normals, at least one. */
export function placeThreshold(scores: readonly number[]): PlacedThreshold {
  const falling = [...scores].sort((a, b) => b - a);
  const statistic = falling[allowedAbove(scores.length) - 1] ?? outOfRange();
  const conformal = statistic * (1 + justAbove);
  const falseAlarmRate = supportedRate(scores.length);
  if (scores.length >= enoughNormals) return { threshold: conformal, falseAlarmRate, placedBy: 'conformal' };
  return { threshold: Math.max(conformal, priorThreshold(scores)), falseAlarmRate, placedBy: 'prior' };
}

/** The 0.95 quantile of the next score if their logarithms are normal, with a variance that the prior and the scores give together. */
function priorThreshold(scores: readonly number[]): number {
  const logs = scores.map((score) => Math.log(Math.max(score, 1e-12)));
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const squares = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const variance = (prior.pictures * prior.deviation ** 2 + squares) / (prior.pictures + logs.length - 1);
  return Math.exp(mean + normalQuantile * Math.sqrt(variance * (1 + 1 / logs.length)));
}

/** Numbers of normals that improve what can be stated, from the next on. */
export function betterRates(normals: number): { readonly normals: number; readonly falseAlarmRate: number }[] {
  return [5, 9, enoughNormals]
    .filter((more) => more > normals)
    .map((more) => ({ normals: more, falseAlarmRate: supportedRate(more) }));
}
