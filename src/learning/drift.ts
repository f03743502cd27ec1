/** Whether recent pictures have drifted from those on which a pack was calibrated, and what changed. Rules LRN-49 and LRN-50 in `docs/spec/learning.md`. */
import type { SceneChange, SceneMeasure, SceneMeasures } from '../domain/drift';
import { quantile } from '../math/quantile';

/** With fewer known scores there is no 0.9 quantile. */
export const fewestKnown = 9;
/** With fewer recent pictures a few faulty ones would be a majority. */
export const fewestRecent = 12;
/** A score above this share of the known ones is high. */
const highShare = 0.9;

/**
 * How many of the recent scores are higher than nine tenths of the known ones, and whether those are more than half, so that up to half of the
 * pictures may be faulty. If recent and known pictures are exchangeable, that happens once in 150 times with 9 known and 12 recent ones, and once
 * in 1,200 times with 19 and 20: the number of recent scores above an order statistic is hypergeometric. Undefined with too few scores.
 */
export function highScores(
  known: readonly number[],
  recent: readonly number[],
): { readonly high: number; readonly hasDrifted: boolean } | undefined {
  if (known.length < fewestKnown || recent.length < fewestRecent) return undefined;
  // The next higher element, not the lower one: with few scores the lower one would be below nine tenths.
  const rising = Float64Array.from(known).sort();
  const limit = rising[Math.ceil(highShare * (rising.length + 1)) - 1] ?? Infinity;
  const high = recent.filter((score) => score > limit).length;
  return { high, hasDrifted: high > recent.length / 2 };
}

const measures: readonly SceneMeasure[] = ['light', 'warmth', 'contrast', 'blur', 'fill', 'aspect'];

/** Differences of medians below these are not visible, however alike the known pictures are. */
const leastChange: Readonly<Record<SceneMeasure, number>> = {
  light: 20,
  warmth: 12,
  contrast: 25,
  blur: 0.1,
  fill: 0.15,
  aspect: 0.1,
};

/** From the median absolute deviation to the standard deviation of a normal distribution. */
const deviationOfMad = 1.4826;
/** A median this many deviations away counts as changed. */
const mostDeviations = 3;

/** The measures whose recent median is outside of the known pictures, the largest change first. None with fewer than three pictures of either. */
export function sceneChanges(
  known: readonly SceneMeasures[],
  recent: readonly SceneMeasures[],
): readonly SceneChange[] {
  if (known.length < 3 || recent.length < 3) return [];
  return measures
    .map((measure) => {
      const before = valuesOf(known, measure);
      const change = { measure, before: median(before), now: median(valuesOf(recent, measure)) };
      return { change, size: Math.abs(change.now - change.before) / visibleChange(before, measure) };
    })
    .filter(({ size }) => size > 1)
    .sort((a, b) => b.size - a.size)
    .map(({ change }) => change);
}

function valuesOf(pictures: readonly SceneMeasures[], measure: SceneMeasure): Float32Array {
  return Float32Array.from(pictures, (picture) => picture[measure]);
}

function visibleChange(values: Float32Array, measure: SceneMeasure): number {
  const middle = median(values);
  const deviation = deviationOfMad * median(values.map((value) => Math.abs(value - middle)));
  return Math.max(leastChange[measure], mostDeviations * deviation);
}

function median(values: Float32Array): number {
  return quantile(values, 0.5);
}
