/** Lists, counts and charts of the saved inspections, read from their summaries. */
import type { IDBPObjectStore } from 'idb';
import type {
  DayCount,
  FacetCount,
  HistoryFilter,
  HistoryLink,
  HistoryPage,
  HistoryQuery,
  HistorySort,
  PageBounds,
} from '../domain/history';
import { linksOf, type InspectionSummary } from '../domain/inspection-summary';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { Connection } from './connection';
import {
  hasDays,
  hasFacets,
  matchesDay,
  matchesFacets,
  rangeOf,
  type MomentRange,
  type SortKey,
} from './history-ranges';
import { mergeDescending, type SummaryCursor } from './merge-descending';
import { momentsOfDays } from './moments-of-days';
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
  /** Inspections that belong together, newest first: at most `limit`. */
  linked(link: HistoryLink, limit: number): Promise<Result<readonly InspectionSummary[], StorageFault>>;
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
    linked: (link, limit) => connection.use((database) => readLinked(database, connection.sealer, link, limit)),
    count: (filter) => connection.use((database) => countMatches(database, filter)),
    facetCounts: () => connection.use((database) => database.getAll('facetCounts')),
    dayCounts: (from, to) => connection.use((database) => readDays(database, from, to)),
  };
}

const indexOfLink = { assetId: 'byAsset', jobId: 'byJob', batchId: 'byBatch', pictureSha256: 'byPicture' } as const;

async function readLinked(
  database: Database,
  sealer: Sealer,
  { name, value }: HistoryLink,
  limit: number,
): Promise<readonly InspectionSummary[]> {
  const rows: SummaryRow[] = [];
  const index = database.transaction('summaries').store.index(indexOfLink[name]);
  let cursor = await index.openCursor(IDBKeyRange.bound([value], [value, []]), 'prev');
  while (cursor !== null && rows.length < limit) {
    rows.push(cursor.value);
    cursor = await cursor.continue();
  }
  return Promise.all(rows.map((row) => openSummary(row, sealer)));
}

/** The most rows that one page examines. */
const mostExamined = 500;
/** By how much the next batch is larger where the one before was not enough. */
const batchGrowth = 4;

async function readPage(
  database: Database,
  sealer: Sealer,
  query: HistoryQuery,
  { limit, after }: PageBounds,
): Promise<HistoryPage> {
  const moments = hasDays(query.filter) ? await momentsOfDays(database, query.filter) : {};
  if (limit === 0 || moments === undefined) return { summaries: [] };
  const summaries: InspectionSummary[] = [];
  let next = after;
  for (const batch of batchSizes(limit)) {
    const rows = await readRows(database, query, moments, { limit: batch, after: next });
    for (const { row, summary } of await openRows(rows, sealer)) {
      next = { id: row.id, takenAt: row.takenAt, score: row.score };
      if (matchesRest(query, row, summary)) summaries.push(summary);
      if (summaries.length === limit) return { summaries, next };
    }
    if (rows.length < batch) return { summaries };
  }
  return next === undefined ? { summaries } : { summaries, next };
}

/** The first batch fills the page if an index decides everything. Later ones are larger: few of their rows match. */
function* batchSizes(limit: number): Generator<number> {
  const most = Math.max(limit, mostExamined);
  let examined = 0;
  for (let batch = limit; examined < most; batch *= batchGrowth) {
    const size = Math.min(batch, most - examined);
    yield size;
    examined += size;
  }
}

/** What the index has not decided. */
function matchesRest({ filter, fileName = '' }: HistoryQuery, row: SummaryRow, summary: InspectionSummary): boolean {
  return matchesDay(filter, row.day) && summary.fileName.toLowerCase().includes(fileName.toLowerCase());
}

/** Rows in order, in one transaction: from the index of all, or merged from the groups that the filter names. */
async function readRows(
  database: Database,
  { filter, sort }: HistoryQuery,
  moments: MomentRange,
  { limit, after }: PageBounds,
): Promise<readonly SummaryRow[]> {
  const transaction = database.transaction(['summaries', 'facetCounts']);
  const openCursor = cursorOpener(transaction.objectStore('summaries'), filter, sort);
  const prefixes = await readPrefixes(transaction.objectStore('facetCounts'), filter);
  const ranges = prefixes.map((prefix) => rangeOf(prefix, moments, sort, after)).filter((range) => range !== undefined);
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
  const { time, score } = indexesFor(filter);
  return sort === 'newest'
    ? (range) => summaries.index(time).openCursor(range, 'prev')
    : (range) => summaries.index(score).openCursor(range, 'prev');
}

/** The indexes whose keys begin with the prefixes of the filter. */
function indexesFor(filter: HistoryFilter) {
  if (!hasFacets(filter)) return { time: 'byTime', score: 'byScore' } as const;
  return isPackOnly(filter)
    ? ({ time: 'byPackTime', score: 'byPackScore' } as const)
    : ({ time: 'byFacetTime', score: 'byFacetScore' } as const);
}

function isPackOnly({ packId, answer, severity, delivery }: HistoryFilter): boolean {
  return packId !== undefined && [answer, severity, delivery].every((value) => value === undefined);
}

/** What the keys of the index begin with: the pack, or the facets of each group that the filter names; nothing for all. */
async function readPrefixes(
  facetCounts: { getAll(): Promise<readonly FacetCount[]> },
  filter: HistoryFilter,
): Promise<readonly SortKey[]> {
  if (!hasFacets(filter)) return [[]];
  if (isPackOnly(filter)) return filter.packId === undefined ? [] : [[filter.packId]];
  const groups = (await facetCounts.getAll()).filter((group) => matchesFacets(filter, group));
  return groups.map(({ packId, answer, severity, delivery }) => [packId, answer, severity, delivery]);
}

function openRows(rows: readonly SummaryRow[], sealer: Sealer) {
  return Promise.all(rows.map(async (row) => ({ row, summary: await openSummary(row, sealer) })));
}

async function openSummary({ content, ...row }: SummaryRow, sealer: Sealer): Promise<InspectionSummary> {
  const { id, takenAt, packId, answer, severity, delivery, corrected } = row;
  return {
    id,
    takenAt,
    packId,
    answer,
    severity,
    delivery,
    corrected,
    ...linksOf(row),
    ...(await sealer.open(content)),
  };
}

/** Counters only: no count reads summaries. */
async function countMatches(database: Database, filter: HistoryFilter): Promise<number> {
  const groups = hasDays(filter)
    ? await readDays(database, filter.firstDay ?? '', filter.lastDay ?? lastOfAllDays)
    : await database.getAll('facetCounts');
  return sum(groups.filter((group) => matchesFacets(filter, group)).map(({ count }) => count));
}

/** Sorts after every day. */
const lastOfAllDays = '\uffff';

function readDays(database: Database, first: string, last: string): Promise<readonly DayCount[]> {
  return database.getAll('dayCounts', IDBKeyRange.bound([first], [last, []]));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
