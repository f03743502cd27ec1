/** Which ranges of which index hold the summaries that a filter asks for. */
import { groupsOf, matchesCorrected, matchesFacets } from '../domain/history';
import type { FacetCount, HistoryFilter, HistoryPosition, HistorySort } from '../domain/history';
import type { SummaryRow } from './schema';

/** A key of an index, or the first columns of one. */
export type SortKey = readonly (string | number)[];

/** The columns by which rows are sorted, behind the columns of the facets. */
function sortKeyOf(sort: HistorySort, { score, takenAt, id }: HistoryPosition): SortKey {
  return isByTime(sort) ? [takenAt, id] : [score, takenAt, id];
}

export function isByTime(sort: HistorySort): boolean {
  return sort === 'newest' || sort === 'oldest';
}

/** The greatest key first. */
export function isDescending(sort: HistorySort): boolean {
  return sort === 'newest' || sort === 'highest-score';
}

/** True where the filter names facets besides the pack. */
function hasFacets({ answer, severity, delivery }: HistoryFilter): boolean {
  return [answer, severity, delivery].some((value) => value !== undefined);
}

/** True where the filter names dates. */
export function hasDays({ firstDay, lastDay }: HistoryFilter): boolean {
  return firstDay !== undefined || lastDay !== undefined;
}

/** Whether a row matches every part of the filter, also those that the range of the index guarantees. */
export function matchesRow(filter: HistoryFilter, row: SummaryRow): boolean {
  return (
    matchesFacets(filter, row) &&
    matchesCorrected(filter, row) &&
    matchesDay(filter, row.day) &&
    matchesScore(filter, row.score) &&
    groupsOf(filter).every(({ name, id }) => row[name] === id)
  );
}

/** True where the local day is asked for. */
function matchesDay({ firstDay, lastDay }: HistoryFilter, day: string): boolean {
  return (firstDay === undefined || day >= firstDay) && (lastDay === undefined || day <= lastDay);
}

function matchesScore({ leastScore, mostScore }: HistoryFilter, score: number): boolean {
  if (leastScore === undefined && mostScore === undefined) return true;
  return score >= Math.max(0, leastScore ?? 0) && score <= (mostScore ?? 1);
}

const indexesOfGroup = {
  assetId: { time: 'byAsset', score: 'byAssetScore' },
  jobId: { time: 'byJob', score: 'byJobScore' },
  batchId: { time: 'byBatch', score: 'byBatchScore' },
} as const;

/** Indexes whose keys begin with the prefixes. */
export interface IndexSource {
  readonly time: 'byTime' | 'byAsset' | 'byJob' | 'byBatch' | 'byCorrected' | 'byPackTime' | 'byFacetTime';
  readonly score:
    'byScore' | 'byAssetScore' | 'byJobScore' | 'byBatchScore' | 'byCorrectedScore' | 'byPackScore' | 'byFacetScore';
  /** `count`: how many rows it has, where there are several. */
  readonly prefixes: readonly { readonly key: SortKey; readonly count: number }[];
}

/** The one range that holds every match, and as few other rows as one range can. */
export function oneRangeOf(filter: HistoryFilter): IndexSource {
  const [group] = groupsOf(filter);
  if (group !== undefined) return { ...indexesOfGroup[group.name], prefixes: [{ key: [group.id], count: 1 }] };
  if (filter.corrected === true) {
    return { time: 'byCorrected', score: 'byCorrectedScore', prefixes: [{ key: [correctedMark], count: 1 }] };
  }
  if (filter.packId === undefined) return { time: 'byTime', score: 'byScore', prefixes: [{ key: [], count: 1 }] };
  return { time: 'byPackTime', score: 'byPackScore', prefixes: [{ key: [filter.packId], count: 1 }] };
}

/** The ranges of the combinations of facets that match, and no other rows; undefined where one range does as well. */
export function facetRangesOf(filter: HistoryFilter, facetCounts: readonly FacetCount[]): IndexSource | undefined {
  if (groupsOf(filter).length > 0 || filter.corrected === true || !hasFacets(filter)) return undefined;
  const prefixes = facetCounts
    .filter((each) => matchesFacets(filter, each))
    .map(({ packId, answer, severity, delivery, count }) => ({ key: [packId, answer, severity, delivery], count }));
  return { time: 'byFacetTime', score: 'byFacetScore', prefixes };
}

/** In summaries of corrected inspections only: IndexedDB has no index over booleans. */
export const correctedMark = 1;

/** The first and the last moment that are asked for, both included; absent where they do not matter. */
export interface MomentRange {
  readonly first?: string;
  readonly last?: string;
}

/** What limits the sort key: moments in the order of time, scores in the order of the score. */
export interface SortLimits extends MomentRange, Pick<HistoryFilter, 'leastScore' | 'mostScore'> {}

/** The range of an index whose keys are `prefix` and then the columns of `sort`. `undefined` where it would be empty. */
export function rangeOf(
  prefix: SortKey,
  limits: SortLimits,
  sort: HistorySort,
  after?: HistoryPosition,
): IDBKeyRange | undefined {
  const least = isByTime(sort) ? limits.first : limits.leastScore;
  const most = isByTime(sort) ? limits.last : limits.mostScore;
  const start = least === undefined ? [...prefix] : [...prefix, least];
  const end = most === undefined ? [...prefix, []] : [...prefix, most, []];
  const position = after === undefined ? undefined : [...prefix, ...sortKeyOf(sort, after)];
  const lower = isDescending(sort) ? start : (position ?? start);
  const upper = isDescending(sort) ? (position ?? end) : end;
  if (indexedDB.cmp(lower, upper) >= 0) return undefined;
  return IDBKeyRange.bound(lower, upper, lower === position, true);
}
