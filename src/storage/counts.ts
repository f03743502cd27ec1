/** Counters of the summaries: read for filters and charts, and changed with the summaries. No count reads summaries. */
import { groupsOf, isCounted, matchesCorrected, matchesFacets } from '../domain/history';
import type { DayCount, HistoryFilter, MeasureCount } from '../domain/history';
import type { Database } from './open-database';
import type { ContentTransaction, GroupCountRow, SummaryRow } from './schema';

/** The group of all inspections. */
const allInspections = '';

/** Undefined where no counter knows it. */
export async function countMatches(database: Database, filter: HistoryFilter): Promise<number | undefined> {
  if (!isCounted({ filter })) return undefined;
  const rows = needsDays(filter) ? await readDayCounts(database, filter) : await database.getAll('facetCounts');
  const matching = rows.filter(
    (row) => matchesFacets(filter, row) && (!('corrected' in row) || matchesCorrected(filter, row)),
  );
  return matching.reduce((sum, { count }) => sum + count, 0);
}

/** `facetCounts` has few rows, and neither days nor groups. */
function needsDays(filter: HistoryFilter): boolean {
  const { firstDay, lastDay, corrected } = filter;
  return firstDay !== undefined || lastDay !== undefined || corrected !== undefined || groupsOf(filter).length > 0;
}

/** Sorts after every day. */
const lastOfAllDays = '\uffff';

/** The counters of the days and of the first group that the filter names. */
export async function readDayCounts(database: Database, filter: HistoryFilter): Promise<readonly DayCount[]> {
  const [group] = groupsOf(filter);
  const name = group === undefined ? allInspections : nameOfGroup(group.name, group.id);
  const { firstDay = '', lastDay = lastOfAllDays } = filter;
  const rows = await database.getAll('groupCounts', IDBKeyRange.bound([name, firstDay], [name, lastDay, []]));
  return rows.map(({ day, packId, answer, severity, delivery, corrected, count }) => ({
    ...{ day, packId, answer, severity, delivery },
    corrected: corrected === 1,
    count,
  }));
}

/** Regions, confidences and scores that were counted on these days. */
export async function readMeasures(database: Database, from: string, to: string): Promise<readonly MeasureCount[]> {
  const read = (measure: MeasureCount['measure']) =>
    database.getAll('measureCounts', IDBKeyRange.bound([measure, from], [measure, to, []]));
  return (await Promise.all([read('region'), read('confidence'), read('score')])).flat();
}

/** Counts `after` in place of `before`, and changes no counter in which both are the same. */
export async function moveCounts(
  transaction: ContentTransaction,
  before: SummaryRow | undefined,
  after: SummaryRow | undefined,
): Promise<void> {
  const changes = new Map<string, CounterChange>();
  if (before !== undefined) for (const counter of countersOf(before)) addChange(changes, counter, -1);
  if (after !== undefined) for (const counter of countersOf(after)) addChange(changes, counter, 1);
  for (const { counter, by } of changes.values()) if (by !== 0) await changeCounter(transaction, counter, by);
}

/** A counter by its store and its key. */
type Counter =
  | { readonly store: 'facetCounts'; readonly row: Omit<FacetRow, 'count'> }
  | { readonly store: 'groupCounts'; readonly row: Omit<GroupCountRow, 'count'> }
  | { readonly store: 'measureCounts'; readonly row: Omit<MeasureCount, 'count'> };

type FacetRow = Pick<SummaryRow, 'packId' | 'answer' | 'severity' | 'delivery'> & { readonly count: number };

interface CounterChange {
  readonly counter: Counter;
  readonly by: number;
}

function addChange(changes: Map<string, CounterChange>, counter: Counter, by: 1 | -1): void {
  const name = JSON.stringify(counter);
  const known = changes.get(name);
  changes.set(name, { counter, by: (known === undefined ? 0 : known.by) + by });
}

/** Every counter in which a summary counts once. A kind of region is listed as often as the picture has regions of it. */
function countersOf(summary: SummaryRow): readonly Counter[] {
  const { day, packId, answer, severity, delivery, regionKinds = [], confidence, score } = summary;
  const facets = { packId, answer, severity, delivery };
  const corrected = summary.corrected ? 1 : 0;
  const groups = [allInspections, ...groupsOf(summary).map(({ name, id }) => nameOfGroup(name, id))];
  const measured = (measure: MeasureCount['measure'], value: string): Counter => ({
    store: 'measureCounts',
    row: { measure, day, packId, value },
  });
  return [
    { store: 'facetCounts', row: facets },
    ...groups.map((group): Counter => ({ store: 'groupCounts', row: { group, day, ...facets, corrected } })),
    ...regionKinds.map((kind) => measured('region', kind)),
    ...(confidence === undefined ? [] : [measured('confidence', tenthOf(confidence))]),
    ...(score < 0 ? [] : [measured('score', tenthOf(score))]),
  ];
}

/** The tenth of 0–1 in which a value is: `0` to `9`. The threshold 0.5 begins a tenth. */
function tenthOf(value: number): string {
  return String(Math.min(9, Math.max(0, Math.floor(value * 10))));
}

/** A group in the counters: what links it and its id. */
function nameOfGroup(name: string, id: string): string {
  return `${name}:${id}`;
}

async function changeCounter(transaction: ContentTransaction, counter: Counter, by: number): Promise<void> {
  if (counter.store === 'facetCounts') {
    const { packId, answer, severity, delivery } = counter.row;
    const store = transaction.objectStore('facetCounts');
    const key = IDBKeyRange.only([packId, answer, severity, delivery]);
    const count = countAfter(await store.get(key), by);
    await (count === 0 ? store.delete(key) : store.put({ ...counter.row, count }));
  } else if (counter.store === 'groupCounts') {
    const { group, day, packId, answer, severity, delivery, corrected } = counter.row;
    const store = transaction.objectStore('groupCounts');
    const key = IDBKeyRange.only([group, day, packId, answer, severity, delivery, corrected]);
    const count = countAfter(await store.get(key), by);
    await (count === 0 ? store.delete(key) : store.put({ ...counter.row, count }));
  } else {
    const { measure, day, packId, value } = counter.row;
    const store = transaction.objectStore('measureCounts');
    const key = IDBKeyRange.only([measure, day, packId, value]);
    const count = countAfter(await store.get(key), by);
    await (count === 0 ? store.delete(key) : store.put({ ...counter.row, count }));
  }
}

/** A counter below 0 means that a summary was counted by no transaction: a bug, which must not be stored. */
function countAfter(row: { readonly count: number } | undefined, by: number): number {
  const count = (row === undefined ? 0 : row.count) + by;
  if (count < 0) throw new Error('a counter of summaries would fall below 0');
  return count;
}
