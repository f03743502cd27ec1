/** How much lower a picture scores because its baseline, which is normal, scores above the threshold. */
import type { Calibration, PackFault } from '../../domain/pack';
import type { Result } from '../../domain/result';
import type { Features } from '../extract';
import type { UnpackedPack } from '../unpack';
import type { Comparison } from './compare';

type MeasureAlone = (features: Features) => Result<{ readonly rawScore: number } | undefined, PackFault>;

/**
 * [Note: the excess of a baseline] A baseline is normal by definition. Where it would be above the threshold of the pack itself, its
 * scene is unusual for the pack, and the raw scores of later pictures are lowered by the excess: the mean over the baselines of
 * `max(0, raw − threshold)`, at most one softness. So a baseline never raises a score, and never hides what exceeds it clearly.
 * Measured in `docs/adr/0029-baselines.md`.
 */
export function excessOf(
  comparisons: readonly Comparison[],
  { pack, bank }: UnpackedPack,
  measureAlone: MeasureAlone,
): number {
  if (pack.anomaly === undefined || bank === undefined || comparisons.length === 0) return 0;
  const scores = comparisons.map(({ baseline }) => {
    const alone = measureAlone(baseline.features);
    return alone.ok && alone.value !== undefined ? alone.value.rawScore : -Infinity;
  });
  return meanExcess(scores, pack.anomaly.calibration);
}

/** The same from the raw scores of the baselines alone; 0 without any. */
export function meanExcess(scores: readonly number[], { threshold, softness }: Calibration): number {
  if (scores.length === 0) return 0;
  const sum = scores.reduce((total, score) => total + Math.max(0, score - threshold), 0);
  return Math.min(softness, sum / scores.length);
}
