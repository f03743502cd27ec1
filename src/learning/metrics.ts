/** Quality measures of anomaly scores. */

/** The score of one picture and whether it is labelled anomalous. */
export interface ScoredCase {
  readonly score: number;
  readonly isAnomalous: boolean;
}

/** The highest F1 over all thresholds, and the threshold: the smallest score that counts as anomalous. */
export interface BestF1 {
  readonly f1: number;
  readonly threshold: number;
}

/**
 * Area under the ROC curve as the probability that an anomalous case scores above a normal one, ties counting half
 * (Mann–Whitney U / n·m). NaN where one of the kinds is missing.
 */
export function auroc(cases: readonly ScoredCase[]): number {
  const positives = cases.filter(({ isAnomalous }) => isAnomalous).length;
  const negatives = cases.length - positives;
  const sorted = [...cases].sort((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let first = 0; first < sorted.length;) {
    const end = endOfTie(sorted, first);
    const meanRank = (first + 1 + end) / 2;
    rankSum += meanRank * sorted.slice(first, end).filter(({ isAnomalous }) => isAnomalous).length;
    first = end;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** F1-max. Equal scores are on the same side of every threshold. */
export function bestF1(cases: readonly ScoredCase[]): BestF1 {
  const falling = [...cases].sort((a, b) => b.score - a.score);
  const positives = falling.filter(({ isAnomalous }) => isAnomalous).length;
  let best: BestF1 = { f1: 0, threshold: Infinity };
  let hits = 0;
  falling.forEach(({ score, isAnomalous }, at) => {
    if (isAnomalous) hits += 1;
    const f1 = (2 * hits) / (at + 1 + positives);
    if (falling[at + 1]?.score !== score && f1 > best.f1) best = { f1, threshold: score };
  });
  return best;
}

function endOfTie(sorted: readonly ScoredCase[], first: number): number {
  let end = first + 1;
  while (end < sorted.length && sorted[end]?.score === sorted[first]?.score) end += 1;
  return end;
}
