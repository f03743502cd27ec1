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

/**
 * The range of an index whose keys are `prefix` and then the columns of `sort`. Dates limit it in the order of time only, to
 * the moments that are in these days anywhere on earth. `undefined` where it would be empty.
 */
export function rangeOf(
  prefix: SortKey,
  { firstDay, lastDay }: HistoryFilter,
  sort: HistorySort,
  after?: HistoryPosition,
): IDBKeyRange | undefined {
  const isByTime = sort === 'newest';
  const lower = isByTime && firstDay !== undefined ? [...prefix, momentOf(firstDay, -aheadHours)] : [...prefix];
  const end = isByTime && lastDay !== undefined ? [...prefix, momentOf(lastDay, 24 + behindHours)] : [...prefix, []];
  const upper = after === undefined ? end : [...prefix, ...sortKeyOf(sort, after)];
  return indexedDB.cmp(lower, upper) < 0 ? IDBKeyRange.bound(lower, upper, false, true) : undefined;
}

/** Local time is at most so far ahead of UTC, or behind it. */
const aheadHours = 14;
const behindHours = 12;

/** The moment `hours` after midnight UTC of `day`. */
function momentOf(day: string, hours: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + hours * 3_600_000).toISOString();
}
