/** The pictures that people have confirmed or corrected, and what a pack can learn from them. */
import { examplesOf, saidOf, type Example, type SaidOfPicture } from '../domain/example';
import type { HistoryPosition, HistoryQuery } from '../domain/history';
import type { InspectionSummary } from '../domain/inspection-summary';
import type { InspectionRecord } from '../domain/record';
import type { HistoryService } from './history-service';
import type { InspectionService } from './inspection-service';

/** A picture that a person confirmed or corrected. */
export interface CorrectedPicture {
  readonly record: InspectionRecord;
  readonly said: SaidOfPicture;
  /** What can be learned from it; empty where the person only confirmed the verdict. */
  readonly examples: readonly Example[];
}

export interface ReadingDependencies {
  readonly history: Pick<HistoryService, 'page'>;
  readonly inspections: Pick<InspectionService, 'byId'>;
}

/** Summaries of a pack that are read: those of some months. Older corrections have been learned, or are not missed. */
const mostScanned = 3000;
const rowsAtOnce = 500;

/** The corrected pictures of these packs, the newest first. Of a picture that was inspected twice, the newest one that a person looked at. */
export async function correctedPictures(
  packIds: readonly string[],
  dependencies: ReadingDependencies,
): Promise<readonly CorrectedPicture[]> {
  const lists = await Promise.all(packIds.map((packId) => reviewedOf(packId, dependencies)));
  const newestFirst = lists.flat().toSorted((a, b) => (a.takenAt < b.takenAt ? 1 : -1));
  const pictures: CorrectedPicture[] = [];
  const known = new Set<string>();
  for (const { id } of newestFirst) {
    const record = await dependencies.inspections.byId(id);
    const said = record && saidOf(record);
    if (record === undefined || said === undefined) continue;
    const picture = record.pictureSha256 ?? record.photo.sha256;
    if (known.has(picture)) continue;
    known.add(picture);
    pictures.push({ record, said, examples: examplesOf(record) });
  }
  return pictures;
}

async function reviewedOf(packId: string, { history }: ReadingDependencies): Promise<readonly InspectionSummary[]> {
  const summaries = await newestOf({ filter: { packId }, sort: 'newest' }, mostScanned, history);
  return summaries.filter(({ review, anomaly }) => review !== undefined && anomaly !== undefined);
}

/** The first summaries of a list. A page may be short and still have a next one. */
export async function newestOf(
  query: HistoryQuery,
  most: number,
  history: Pick<HistoryService, 'page'>,
): Promise<readonly InspectionSummary[]> {
  const found: InspectionSummary[] = [];
  let after: HistoryPosition | undefined;
  do {
    const page = await history.page(query, { limit: Math.min(rowsAtOnce, most - found.length), after });
    found.push(...page.summaries);
    after = page.next;
  } while (after !== undefined && found.length < most);
  return found;
}
