/** The scores of a list on the scale of the pack, also from summaries that an earlier version of the app wrote. */
import { summaryContentOf, type InspectionSummary } from '../domain/inspection-summary';
import type { InspectionService } from './inspection-service';

/**
 * Summaries of pictures with a saved threshold, written before `packScore` existed, have only the score on the scale of that threshold.
 * Their records are read; nothing is written.
 */
export async function withPackScores(
  summaries: readonly InspectionSummary[],
  inspections: Pick<InspectionService, 'byId'>,
): Promise<readonly InspectionSummary[]> {
  const lacking = await Promise.all(
    summaries.filter(mayLackScore).map((summary) => withPackScore(summary, inspections)),
  );
  const completed = new Map(lacking.map((summary) => [summary.id, summary]));
  return summaries.map((summary) => completed.get(summary.id) ?? summary);
}

/** Another correction does not change the score; only the record says which it was. */
function mayLackScore({ corrected, anomaly, packScore }: InspectionSummary): boolean {
  return corrected && anomaly !== undefined && packScore === undefined;
}

async function withPackScore(
  summary: InspectionSummary,
  inspections: Pick<InspectionService, 'byId'>,
): Promise<InspectionSummary> {
  const record = await inspections.byId(summary.id);
  const packScore = record && summaryContentOf(record).packScore;
  return packScore === undefined ? summary : { ...summary, packScore };
}
