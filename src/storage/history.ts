/** Lists, counts and charts of the saved inspections, read from their summaries. */
import type { IDBPObjectStore } from 'idb';
import type {
  DayCount,
  FacetCount,
  HistoryFilter,
  HistoryPage,
  HistoryQuery,
  HistorySort,
  PageBounds,
} from '../domain/history';
import type { InspectionSummary } from '../domain/inspection-summary';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { Connection } from './connection';
import { hasFacets, matchesFacets, matchesTime, rangeOf, type SortKey } from './history-ranges';
import { mergeDescending, type SummaryCursor } from './merge-descending';
import type { Database } from './open-database';
import type { FieldgradeSchema, SummaryRow } from './schema';
import type { Sealer } from './sealing';

/** The history in the database. */
export interface HistoryRepository {
  /**
   * A page of at most `limit` summaries. No index serves the text of a file name, nor dates in the order of the score:
   * such a page examines a bounded number of rows, so that it may be short, even empty, and still have a `next`.
   */
  page(query: HistoryQuery, bounds: PageBounds): Promise<Result<HistoryPage, StorageFault>>;
  count(filter: HistoryFilter): Promise<Result<number, StorageFault>>;
  /** The number of inspections for each combination of facets that exists. */
  facetCounts(): Promise<Result<readonly FacetCount[], StorageFault>>;
  /** The counters of the local days from `from` to `to`, both included, oldest first. */
  dayCounts(from: string, to: string): Promise<Result<readonly DayCount[], StorageFault>>;
}

/** The history over `connection`. */
export function createHistoryRepository(connection: Connection): HistoryRepository {
  return {
    page: (query, bounds) => connection.use((database) => readPage(database, connection.sealer, query, bounds)),
    count: (filter) => connection.use((database) => countMatches(database, filter)),
    facetCounts: () => connection.use((database) => database.getAll('facetCounts')),
    dayCounts: (from, to) =>
      connection.use((database) => database.getAll('dayCounts', IDBKeyRange.bound([from], [to, []]))),
  };
}

/** The most rows that one page examines, and how many of them at once. */
const mostExamined = 1_000;
const examinedAtOnce = 250;

async function readPage(
  database: Database,
  sealer: Sealer,
  query: HistoryQuery,
  { limit, after }: PageBounds,
): Promise<HistoryPage> {
  if (limit === 0) return { summaries: [] };
  const wanted = servedByIndex(query) ? limit : examinedAtOnce;
  const summaries: InspectionSummary[] = [];
  let next = after;
  for (let examined = 0; examined < mostExamined; examined += wanted) {
    const rows = await readRows(database, query, { limit: wanted, after: next });
    for (const { row, summary } of await openRows(rows, sealer)) {
      next = { id: row.id, takenAt: row.takenAt, score: row.score };
      if (matchesRest(query, summary)) summaries.push(summary);
      if (summaries.length === limit) return { summaries, next };
    }
    if (rows.length < wanted) return { summaries };
  }
  return next === undefined ? { summaries } : { summaries, next };
}

function servedByIndex({ filter, fileName, sort }: HistoryQuery): boolean {
  const hasDates = filter.takenFrom !== undefined || filter.takenBefore !== undefined;
  return fileName === undefined && (sort === 'newest' || !hasDates);
}

/** What the index has not decided. */
function matchesRest({ filter, fileName = '' }: HistoryQuery, summary: InspectionSummary): boolean {
  const isNamed = summary.fileName.toLowerCase().includes(fileName.toLowerCase());
  return isNamed && matchesTime(filter, summary.takenAt);
}

/** Rows in order, in one transaction: from the index of all, or merged from the groups that the filter names. */
async function readRows(
  database: Database,
  { filter, sort }: HistoryQuery,
  { limit, after }: PageBounds,
): Promise<readonly SummaryRow[]> {
  const transaction = database.transaction(['summaries', 'facetCounts']);
  const openCursor = cursorOpener(transaction.objectStore('summaries'), filter, sort);
  const prefixes = await readPrefixes(transaction.objectStore('facetCounts'), filter);
  const ranges = prefixes.map((prefix) => rangeOf(prefix, filter, sort, after)).filter((range) => range !== undefined);
  const rows: SummaryRow[] = [];
  for await (const row of mergeDescending(ranges.map(openCursor), sort)) {
    rows.push(row);
    if (rows.length === limit) break;
  }
  return rows;
}

type SummaryStore = IDBPObjectStore<FieldgradeSchema, ('summaries' | 'facetCounts')[], 'summaries'>;

function cursorOpener(
  summaries: SummaryStore,
  filter: HistoryFilter,
  sort: HistorySort,
): (range: IDBKeyRange) => Promise<SummaryCursor | null> {
  const isByTime = sort === 'newest';
  if (!hasFacets(filter)) {
    return isByTime
      ? (range: IDBKeyRange) => summaries.index('byTime').openCursor(range, 'prev')
      : (range: IDBKeyRange) => summaries.index('byScore').openCursor(range, 'prev');
  }
  return isByTime
    ? (range: IDBKeyRange) => summaries.index('byFacetTime').openCursor(range, 'prev')
    : (range: IDBKeyRange) => summaries.index('byFacetScore').openCursor(range, 'prev');
}

/** The facets of each group that the filter names, as they begin the keys of an index; one empty prefix for all. */
async function readPrefixes(
  facetCounts: { getAll(): Promise<readonly FacetCount[]> },
  filter: HistoryFilter,
): Promise<readonly SortKey[]> {
  if (!hasFacets(filter)) return [[]];
  const groups = (await facetCounts.getAll()).filter((group) => matchesFacets(filter, group));
  return groups.map(({ packId, answer, severity, delivery }) => [packId, answer, severity, delivery]);
}

function openRows(rows: readonly SummaryRow[], sealer: Sealer) {
  return Promise.all(rows.map(async (row) => ({ row, summary: await openSummary(row, sealer) })));
}

async function openSummary({ content, ...row }: SummaryRow, sealer: Sealer): Promise<InspectionSummary> {
  const { id, takenAt, packId, answer, severity, delivery, corrected } = row;
  return { id, takenAt, packId, answer, severity, delivery, corrected, ...(await sealer.open(content)) };
}

async function countMatches(database: Database, filter: HistoryFilter): Promise<number> {
  if (filter.takenFrom === undefined && filter.takenBefore === undefined) return countGroups(database, filter);
  const transaction = database.transaction(['summaries', 'facetCounts']);
  const summaries = transaction.objectStore('summaries');
  const prefixes = await readPrefixes(transaction.objectStore('facetCounts'), filter);
  const count = (range: IDBKeyRange): Promise<number> =>
    hasFacets(filter) ? summaries.index('byFacetTime').count(range) : summaries.index('byTime').count(range);
  const ranges = prefixes.map((prefix) => rangeOf(prefix, filter, 'newest')).filter((range) => range !== undefined);
  return sum(await Promise.all(ranges.map(count)));
}

async function countGroups(database: Database, filter: HistoryFilter): Promise<number> {
  const groups = await database.getAll('facetCounts');
  return sum(groups.filter((group) => matchesFacets(filter, group)).map(({ count }) => count));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
