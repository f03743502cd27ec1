/** How well scores separate normal and anomalous pictures. */
import { auroc, bestF1, type ScoredCase } from '../../learning/metrics';

interface CalledCase extends ScoredCase {
  /** The verdict of the pack. */
  readonly isCalled: boolean;
}

interface Separation {
  readonly auroc: number;
  /** At the threshold of the pack. */
  readonly f1: number;
  readonly f1Max: number;
  /** The threshold of `f1Max`. */
  readonly bestThreshold: number;
}

/** With at least one anomalous and one normal case. */
export function separationOf(cases: readonly CalledCase[]): Separation {
  const called = cases.filter(({ isCalled }) => isCalled);
  const hits = called.filter(({ isAnomalous }) => isAnomalous).length;
  const positives = cases.filter(({ isAnomalous }) => isAnomalous).length;
  const best = bestF1(cases);
  return {
    auroc: auroc(cases),
    f1: (2 * hits) / (called.length + positives),
    f1Max: best.f1,
    bestThreshold: best.threshold,
  };
}
