/** The pictures of a pack that a person should check next. */
import type { HistoryPosition, HistoryQuery } from '../domain/history';
import type { InspectionSummary } from '../domain/inspection-summary';
import type { HistoryService } from './history-service';

/** `threshold`: its score is closest to 0.5, where a label has the most effect. `unlike`: it is the farthest from everything that the pack knows. */
export type LabelReason = 'threshold' | 'unlike';

/** A picture to check, and why. */
export interface LabelSuggestion {
  readonly summary: InspectionSummary;
  readonly reason: LabelReason;
}

/** The number of pictures that are suggested for each reason. */
export const suggestionsOfEach = 6;

/** At most this many rows are read for each list. */
const rowsAtOnce = 50;
const mostPages = 4;

/** The pictures of the pack that no person has checked: those closest to the threshold, then the most unlike. Each picture file once. */
export async function labelNext(
  packId: string,
  history: Pick<HistoryService, 'page'>,
): Promise<readonly LabelSuggestion[]> {
  const above: HistoryQuery = { filter: { packId, leastScore: 0.5 }, sort: 'lowest-score' };
  const below: HistoryQuery = { filter: { packId, leastScore: 0, mostScore: 0.5 }, sort: 'highest-score' };
  const highest: HistoryQuery = { filter: { packId, leastScore: 0 }, sort: 'highest-score' };
  const [over, under, most] = await Promise.all(
    [above, below, highest].map((query) => unseen(query, 2 * suggestionsOfEach, history)),
  );
  const near = [...(over ?? []), ...(under ?? [])].toSorted((a, b) => distanceOf(a) - distanceOf(b));
  const closest = onePerPicture(near, new Set()).slice(0, suggestionsOfEach);
  const known = new Set(closest.map(pictureOf));
  const unlike = onePerPicture(most ?? [], known).slice(0, suggestionsOfEach);
  return [
    ...closest.map((summary) => ({ summary, reason: 'threshold' as const })),
    ...unlike.map((summary) => ({ summary, reason: 'unlike' as const })),
  ];
}

/** The first `wanted` pictures of a list that no person has confirmed or corrected. */
async function unseen(
  query: HistoryQuery,
  wanted: number,
  history: Pick<HistoryService, 'page'>,
): Promise<readonly InspectionSummary[]> {
  const found: InspectionSummary[] = [];
  let after: HistoryPosition | undefined;
  for (let pages = 0; pages < mostPages && found.length < wanted; pages += 1) {
    const page = await history.page(query, { limit: rowsAtOnce, after });
    found.push(...page.summaries.filter(({ review, anomaly }) => review === undefined && anomaly !== undefined));
    if (page.next === undefined) break;
    after = page.next;
  }
  return found.slice(0, wanted);
}

function distanceOf({ anomaly }: InspectionSummary): number {
  return Math.abs((anomaly?.score ?? 1) - 0.5);
}

function onePerPicture(
  summaries: readonly InspectionSummary[],
  known: ReadonlySet<string>,
): readonly InspectionSummary[] {
  const seen = new Set(known);
  return summaries.filter((summary) => {
    const picture = pictureOf(summary);
    return !seen.has(picture) && seen.add(picture);
  });
}

function pictureOf({ pictureSha256, thumbnail }: InspectionSummary): string {
  return pictureSha256 ?? thumbnail.sha256;
}
