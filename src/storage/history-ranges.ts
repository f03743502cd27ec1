/** Which ranges of which index hold the summaries that a filter asks for. */
import type { HistoryFilter, HistoryPosition, HistorySort } from '../domain/history';
import type { SummaryFacets } from '../domain/inspection-summary';

/** A key of an index, or the first columns of one. */
export type SortKey = readonly (string | number)[];

/** The columns by which rows are sorted, behind the columns of the facets. */
export function sortKeyOf(sort: HistorySort, { score, takenAt, id }: HistoryPosition): SortKey {
  return sort === 'newest' ? [takenAt, id] : [score, takenAt, id];
}

/** True where the filter names facets. */
export function hasFacets({ packId, answer, severity, delivery }: HistoryFilter): boolean {
  return [packId, answer, severity, delivery].some((value) => value !== undefined);
}

/** True where these facets are asked for. */
export function matchesFacets(filter: HistoryFilter, facets: SummaryFacets): boolean {
  const isWanted = (name: keyof SummaryFacets) => filter[name] === undefined || filter[name] === facets[name];
  return isWanted('packId') && isWanted('answer') && isWanted('severity') && isWanted('delivery');
}

/** True where the filter names dates. */
export function hasDays({ firstDay, lastDay }: HistoryFilter): boolean {
  return firstDay !== undefined || lastDay !== undefined;
}

/** True where the local day is asked for. */
export function matchesDay({ firstDay, lastDay }: HistoryFilter, day: string): boolean {
  return (firstDay === undefined || day >= firstDay) && (lastDay === undefined || day <= lastDay);
}

/** The first and the last moment that are asked for, both included; absent where they do not matter. */
export interface MomentRange {
  readonly first?: string;
  readonly last?: string;
}

/**
 * The range of an index whose keys are `prefix` and then the columns of `sort`. Moments limit it in the order of time only.
 * `undefined` where it would be empty.
 */
export function rangeOf(
  prefix: SortKey,
  { first, last }: MomentRange,
  sort: HistorySort,
  after?: HistoryPosition,
): IDBKeyRange | undefined {
  const isByTime = sort === 'newest';
  const lower = isByTime && first !== undefined ? [...prefix, first] : [...prefix];
  const end = isByTime && last !== undefined ? [...prefix, last, []] : [...prefix, []];
  const upper = after === undefined ? end : [...prefix, ...sortKeyOf(sort, after)];
  return indexedDB.cmp(lower, upper) < 0 ? IDBKeyRange.bound(lower, upper, false, true) : undefined;
}
