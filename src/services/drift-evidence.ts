/** The pictures that are compared to detect drift: recent ones, and those that the pack knows. */
import { activeVersion } from '../domain/learned-versions';
import type { InspectionSummary } from '../domain/inspection-summary';
import type { Pack } from '../domain/pack';
import type { HistoryService } from './history-service';
import { exampleTarget, sourcesOf, type OverviewDependencies } from './learning-overview';
import { newestOf } from './corrected-pictures';

export interface DriftEvidence {
  readonly pack: Pack;
  /** The newest pictures of the version in use, without those that people called faulty. */
  readonly recent: readonly InspectionSummary[];
  /** The first pictures that were inspected with the pack; none of them is recent. */
  readonly first: readonly InspectionSummary[];
  /** The teaching that made the pack, where it is on this device: it has the pictures that the pack was calibrated on. */
  readonly teachingId?: string;
}

export type DriftDependencies = OverviewDependencies;

const recentPictures = 20;
const firstPictures = 20;

/** Undefined where the pack is not on this device or has no anomaly part. */
export async function driftEvidence(
  packId: string,
  dependencies: DriftDependencies,
): Promise<DriftEvidence | undefined> {
  const target = await exampleTarget(packId, dependencies);
  if (target === undefined) return undefined;
  const { history, teachings } = dependencies;
  const { pack, own } = target;
  const since = own && activeVersion(own)?.addedAt;
  const newest = await newestOf({ filter: { packId: pack.id }, sort: 'newest' }, 2 * recentPictures, history);
  const recent = newest.filter(isUsual).filter(({ takenAt }) => since === undefined || takenAt >= since);
  const teaching = (await teachings.list()).find((each) => each.packId === pack.id);
  const first = await firstOf(sourcesOf(target), history);
  const known = new Set(recent.slice(0, recentPictures).map(({ id }) => id));
  return {
    pack,
    recent: recent.slice(0, recentPictures),
    first: first.filter(({ id }) => !known.has(id)),
    ...(teaching && { teachingId: teaching.id }),
  };
}

async function firstOf(
  packIds: readonly string[],
  history: Pick<HistoryService, 'page'>,
): Promise<readonly InspectionSummary[]> {
  const lists = await Promise.all(
    packIds.map((packId) => newestOf({ filter: { packId }, sort: 'oldest' }, 2 * firstPictures, history)),
  );
  const oldestFirst = lists.flat().toSorted((a, b) => (a.takenAt < b.takenAt ? -1 : 1));
  return oldestFirst.filter(isUsual).slice(0, firstPictures);
}

/** The score of a fault that a person has confirmed does not depend on light or camera. */
function isUsual({ anomaly, review }: InspectionSummary): boolean {
  return anomaly !== undefined && !(review !== undefined && anomaly.isAnomalous);
}
