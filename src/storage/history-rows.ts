/** Reads the rows of a page of the history in order, in few requests and a bounded number of rows. */
import { groupsOf, matchesFacets } from '../domain/history';
import type { FacetCount, HistoryFilter, HistoryPosition, HistoryQuery, PageBounds } from '../domain/history';
import { readDayCounts } from './counts';
import { facetRangesOf, hasDays, isByTime, isDescending, oneRangeOf, rangeOf } from './history-ranges';
import type { IndexSource, SortLimits } from './history-ranges';
import { mergeRows, orderOf, type RowRange } from './merge-rows';
import type { Database } from './open-database';
import { readRange, type SummaryIndex } from './read-range';
import type { SummaryRow } from './schema';

/** The most rows that one page examines where no index serves the filter. */
const mostExamined = 500;
/** By how much the next batch is larger where the one before was not enough. */
const batchGrowth = 4;
/** Rows that are read beyond the expected ones, so that one batch is mostly enough. */
const margin = 1.2;

/** Rows in order. Some may not match: an index does not decide everything. */
export interface RowBatch {
  readonly rows: readonly SummaryRow[];
  /** There are no rows after these. */
  readonly isLast: boolean;
}

/** Batches until enough rows for one page were examined. */
export async function* rowBatches(
  database: Database,
  query: HistoryQuery,
  limits: SortLimits,
  { limit, after }: PageBounds,
): AsyncGenerator<RowBatch> {
  const few = await readFewOfDays(database, query, limits, after);
  if (few !== undefined) {
    yield few;
    return;
  }
  const most = Math.max(limit, mostExamined);
  let [position, wanted, examined, mayWalk] = [after, limit, 0, true];
  while (examined < most) {
    const bounds = { limit: wanted, most: most - examined, after: position };
    const { share, ...batch } = await readBatch(database, query, limits, bounds, mayWalk);
    yield batch;
    position = batch.rows.at(-1) ?? position;
    [wanted, examined] = [wanted * batchGrowth, examined + batch.rows.length];
    // These facets are rarer here than in all summaries: their own ranges are shorter.
    if (share !== undefined && rateOf(query, batch.rows) < share / 2) [wanted, examined, mayWalk] = [limit, 0, false];
  }
}

/** The part of the rows that have the facets asked for. */
function rateOf({ filter }: HistoryQuery, rows: readonly SummaryRow[]): number {
  return rows.filter((row) => matchesFacets(filter, row)).length / Math.max(1, rows.length);
}

/** All rows of a few days in the order of the score, which has no index with days; undefined where there are too many. */
async function readFewOfDays(
  database: Database,
  { filter, sort }: HistoryQuery,
  limits: SortLimits,
  after: HistoryPosition | undefined,
): Promise<RowBatch | undefined> {
  if (isByTime(sort) || !hasDays(filter)) return undefined;
  if (!(await hasFewOfDays(database, filter))) return undefined;
  const { time, prefixes } = oneRangeOf(filter);
  const range = rangeOf(prefixes[0]?.key ?? [], limits, 'oldest');
  if (range === undefined) return { rows: [], isLast: true };
  const index = database.transaction('summaries').store.index(time);
  const rows = await readRange(index, range, false, mostExamined + 1);
  if (rows.length > mostExamined) return undefined;
  const compare = orderOf(sort);
  const isLater = (row: SummaryRow) => after === undefined || compare(row, after) > 0;
  return { rows: rows.filter(isLater).sort(compare), isLast: true };
}

/** False where counters say that these days have too many rows: that costs a row per day, reading them 500 and more. */
async function hasFewOfDays(database: Database, filter: HistoryFilter): Promise<boolean> {
  const { packId, corrected } = filter;
  const counts = await readDayCounts(database, filter);
  if (groupsOf(filter).length > 0) return sumOf(counts) <= mostExamined;
  const inRange = counts.filter((count) =>
    corrected === true ? count.corrected : packId === undefined || count.packId === packId,
  );
  return sumOf(inRange) <= mostExamined;
}

interface BatchBounds extends PageBounds {
  readonly most: number;
}

/** One batch in one transaction. `share` is given where rows with other facets are among them. */
async function readBatch(
  database: Database,
  { filter, sort }: HistoryQuery,
  limits: SortLimits,
  { limit, most, after }: BatchBounds,
  mayWalk: boolean,
): Promise<RowBatch & { readonly share?: number | undefined }> {
  const transaction = database.transaction(['summaries', 'facetCounts']);
  const facetCounts = await transaction.objectStore('facetCounts').getAll();
  const { source, share } = planOf(filter, facetCounts, limit, mayWalk ? most : 0);
  const summaries = transaction.objectStore('summaries');
  const index: SummaryIndex = isByTime(sort) ? summaries.index(source.time) : summaries.index(source.score);
  const count = Math.min(share === undefined ? limit : rowsToWalk(limit, share), most);
  const ranges = source.prefixes.map(({ key, count: size }): RowRange => ({
    first: firstOf(count, size, source),
    read: (rows, last = after) => readPart(index, rangeOf(key, limits, sort, last), isDescending(sort), rows),
  }));
  const rows = await mergeRows(ranges, sort, count);
  return { rows, isLast: rows.length < count, share };
}

function readPart(index: SummaryIndex, range: IDBKeyRange | undefined, isDown: boolean, count: number) {
  return range === undefined ? Promise.resolve([]) : readRange(index, range, isDown, count);
}

/** As many rows as the range has of all, and a few more. */
function firstOf(count: number, size: number, { prefixes }: IndexSource): number {
  if (prefixes.length === 1) return count;
  return Math.min(count, Math.ceil((count * margin * size) / sumOf(prefixes)) + 1);
}

/** What one more request costs, in rows that could be read instead. */
const rowsPerRequest = 16;

/**
 * One range, or those of the matching facets. `share` is given where reading one range, at most `most` rows of it, and
 * leaving out those with other facets is less work than reading each combination.
 */
function planOf(
  filter: HistoryFilter,
  facetCounts: readonly FacetCount[],
  limit: number,
  most: number,
): { readonly source: IndexSource; readonly share?: number } {
  const exact = facetRangesOf(filter, facetCounts);
  if (exact === undefined) return { source: oneRangeOf(filter) };
  const share = shareOf(exact, filter, facetCounts);
  const walked = Math.min(rowsToWalk(limit, share), most);
  // Where nearly every row matches, no more are found in the ranges of the facets.
  const reaches = rowsToWalk(limit, share) <= most || (most > 0 && share * margin >= 1);
  const isBetter = exact.prefixes.length > 1 && reaches && walked < limit + exact.prefixes.length * rowsPerRequest;
  return isBetter ? { source: oneRangeOf(filter), share } : { source: exact };
}

/** The part of the rows of the one range that match. */
function shareOf({ prefixes }: IndexSource, { packId }: HistoryFilter, facetCounts: readonly FacetCount[]): number {
  const all = packId === undefined ? facetCounts : facetCounts.filter((each) => each.packId === packId);
  return sumOf(prefixes) / Math.max(1, sumOf(all));
}

function rowsToWalk(limit: number, share: number): number {
  return Math.ceil((limit * margin) / share);
}

function sumOf(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}
