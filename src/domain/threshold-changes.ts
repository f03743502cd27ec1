/** What another threshold would change in a list of inspections. */
import type { InspectionSummary } from './inspection-summary';

export interface ThresholdChanges {
  /** Inspections with a score. */
  readonly scored: number;
  readonly becomeAnomalous: readonly InspectionSummary[];
  readonly becomeNormal: readonly InspectionSummary[];
}

/**
 * `limit`: the score from which a picture is anomalous, 0–1 on the scale of the pack, also for pictures with another saved threshold.
 * Inspections without a score do not count.
 */
export function changesUnder(summaries: readonly InspectionSummary[], limit: number): ThresholdChanges {
  const scored = summaries.filter(({ anomaly }) => anomaly !== undefined);
  const changes = (to: boolean): readonly InspectionSummary[] =>
    scored.filter(
      ({ anomaly, packScore = anomaly?.score }) =>
        anomaly !== undefined && packScore !== undefined && packScore >= limit === to && anomaly.isAnomalous !== to,
    );
  return { scored: scored.length, becomeAnomalous: changes(true), becomeNormal: changes(false) };
}
