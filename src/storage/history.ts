/** Lists of the saved inspections, read from their summaries. Their numbers come from counters: `counts.ts`. */
import type {
  DayCount,
  FacetCount,
  FacetTitles,
  HistoryFilter,
  HistoryLink,
  HistoryPage,
  HistoryPosition,
  HistoryQuery,
  MeasureCount,
  PageBounds,
} from '../domain/history';
import { linksOf, type InspectionSummary } from '../domain/inspection-summary';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { Connection } from './connection';
import { countMatches, readDayCounts, readMeasures } from './counts';
import { readFacetTitles } from './facet-titles';
import { hasDays, matchesRow } from './history-ranges';
import { rowBatches } from './history-rows';
import { momentsOfDays } from './moments-of-days';
import type { Database } from './open-database';
import type { SummaryRow } from './schema';
import type { Sealer } from './sealing';

/** The history in the database. */
export interface HistoryRepository {
  /**
   * A page of at most `limit` summaries. What no index serves (text, scores in the order of time, days in the order of the
   * score, facets within a group) is examined in a bounded number of rows, so that such a page may be short, even empty,
   * and still have a `next`.
   */
  page(query: HistoryQuery, bounds: PageBounds): Promise<Result<HistoryPage, StorageFault>>;
  /** Inspections that belong together, newest first: at most `limit`. */
  linked(link: HistoryLink, limit: number): Promise<Result<readonly InspectionSummary[], StorageFault>>;
  /** Undefined where no counter knows it: see `isCounted`. */
  count(filter: HistoryFilter): Promise<Result<number | undefined, StorageFault>>;
  /** The number of inspections for each combination of facets that exists. */
  facetCounts(): Promise<Result<readonly FacetCount[], StorageFault>>;
  /** The titles of each combination of facets, from one inspection that has them. */
  facetTitles(): Promise<Result<readonly FacetTitles[], StorageFault>>;
  /** The counters of the days and the group of the filter, oldest first. Facets do not filter them. */
  dayCounts(filter: HistoryFilter): Promise<Result<readonly DayCount[], StorageFault>>;
  /** Counted regions, confidences and scores of the local days from `from` to `to`, both included. */
  measures(from: string, to: string): Promise<Result<readonly MeasureCount[], StorageFault>>;
}

/** The history over `connection`. */
export function createHistoryRepository(connection: Connection): HistoryRepository {
  const { sealer } = connection;
  return {
    page: (query, bounds) => connection.use((database) => readPage(database, sealer, query, bounds)),
    linked: (link, limit) => connection.use((database) => readLinked(database, sealer, link, limit)),
    count: (filter) => connection.use((database) => countMatches(database, filter)),
    facetCounts: () => connection.use((database) => database.getAll('facetCounts')),
    facetTitles: () => connection.use((database) => readFacetTitles(database, sealer)),
    dayCounts: (filter) => connection.use((database) => readDayCounts(database, filter)),
    measures: (from, to) => connection.use((database) => readMeasures(database, from, to)),
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

async function readPage(
  database: Database,
  sealer: Sealer,
  query: HistoryQuery,
  { limit, after }: PageBounds,
): Promise<HistoryPage> {
  const moments = hasDays(query.filter) ? await momentsOfDays(database, query.filter) : {};
  if (limit === 0 || moments === undefined) return { summaries: [] };
  const limits = { ...query.filter, ...moments };
  const summaries: InspectionSummary[] = [];
  let next = after;
  for await (const { rows, isLast } of rowBatches(database, query, limits, { limit, after })) {
    for (const { row, summary } of await openMatching(rows, query, limit - summaries.length, sealer)) {
      if (matchesText(query, summary)) summaries.push(summary);
      if (summaries.length === limit) return { summaries, next: positionOf(row) };
    }
    if (isLast) return { summaries };
    const last = rows.at(-1);
    if (last !== undefined) next = positionOf(last);
  }
  return next === undefined ? { summaries } : { summaries, next };
}

function matchesText({ text = '' }: HistoryQuery, { fileName, note = '' }: InspectionSummary): boolean {
  const wanted = text.toLowerCase();
  return fileName.toLowerCase().includes(wanted) || note.toLowerCase().includes(wanted);
}

/** Opens the rows that match: no more than are missing, where no text has to be found in them. */
function openMatching(
  rows: readonly SummaryRow[],
  { filter, text = '' }: HistoryQuery,
  missing: number,
  sealer: Sealer,
) {
  const matching = rows.filter((row) => matchesRow(filter, row));
  const opened = text === '' ? matching.slice(0, missing) : matching;
  return Promise.all(opened.map(async (row) => ({ row, summary: await openSummary(row, sealer) })));
}

function positionOf({ id, takenAt, score }: SummaryRow): HistoryPosition {
  return { id, takenAt, score };
}

async function openSummary({ content, ...row }: SummaryRow, sealer: Sealer): Promise<InspectionSummary> {
  const { id, takenAt, packId, answer, severity, delivery, corrected } = row;
  const facets = { packId, answer, severity, delivery };
  return { id, takenAt, ...facets, corrected, ...linksOf(row), ...(await sealer.open(content)) };
}
