/** Counters of the summaries: read for filters and charts, and changed with the summaries. No count reads summaries. */
import { groupsOf, isCounted, matchesCorrected, matchesFacets } from '../domain/history';
import type { DayCount, FacetCount, HistoryFilter, MeasureCount, MeasureName } from '../domain/history';
import type { Database } from './open-database';
import type { ContentTransaction, SummaryRow } from './schema';

/** The group of all inspections. */
const allInspections = '';

/** How many summaries match; undefined where counters do not distinguish what the filter asks for (`isCounted`). */
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
  if (firstDay > lastDay) return [];
  const rows = await database.getAll('groupDays', IDBKeyRange.bound([name, firstDay], [name, lastDay]));
  return rows.flatMap(({ day, counts }) => counts.map((count) => ({ day, ...count })));
}

const measureNames: readonly MeasureName[] = ['region', 'confidence', 'score'];

/** Regions, confidences and scores that were counted on these days, each measure in the order of the days. */
export async function readMeasures(database: Database, from: string, to: string): Promise<readonly MeasureCount[]> {
  const rows = await database.getAll('measureDays', IDBKeyRange.bound(from, to));
  const all = rows.flatMap(({ day, counts }) => counts.map((count) => ({ day, ...count })));
  return measureNames.flatMap((name) => all.filter(({ measure }) => measure === name));
}

/** Counts `after` in place of `before`, and changes no counter in which both are the same. */
export async function moveCounts(
  transaction: ContentTransaction,
  before: SummaryRow | undefined,
  after: SummaryRow | undefined,
): Promise<void> {
  await moveFacets(transaction, [...facetsOf(before, -1), ...facetsOf(after, 1)]);
  const days = [...groupDaysOf(before, -1), ...groupDaysOf(after, 1)];
  for (const changes of grouped(days, ({ group, day }) => nameOf(group, day)).values()) {
    await moveGroupDay(transaction, changes);
  }
  const measures = [...measuresOf(before, -1), ...measuresOf(after, 1)];
  for (const [day, changes] of grouped(measures, (change) => change.day)) {
    await moveMeasureDay(transaction, day, changes);
  }
}

/** `count` is by how much the counter changes. */
type GroupChange = DayCount & { readonly group: string };

function facetsOf(summary: SummaryRow | undefined, count: number): readonly FacetCount[] {
  if (summary === undefined) return [];
  const { packId, answer, severity, delivery } = summary;
  return [{ packId, answer, severity, delivery, count }];
}

function groupDaysOf(summary: SummaryRow | undefined, count: number): readonly GroupChange[] {
  if (summary === undefined) return [];
  const { day, packId, answer, severity, delivery, corrected } = summary;
  const groups = [allInspections, ...groupsOf(summary).map(({ name, id }) => nameOfGroup(name, id))];
  return groups.map((group) => ({ group, day, packId, answer, severity, delivery, corrected, count }));
}

/** A kind of region is listed as often as the picture has regions of it. */
function measuresOf(summary: SummaryRow | undefined, count: number): readonly MeasureCount[] {
  if (summary === undefined) return [];
  const { day, packId, regionKinds = [], confidence, score } = summary;
  const measured = (measure: MeasureName, value: string) => ({ measure, day, packId, value, count });
  return [
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

async function moveFacets(transaction: ContentTransaction, changes: readonly FacetCount[]): Promise<void> {
  const store = transaction.objectStore('facetCounts');
  for (const change of summed(changes, nameOfFacets)) {
    const { packId, answer, severity, delivery } = change;
    const key = IDBKeyRange.only([packId, answer, severity, delivery]);
    const known = await store.get(key);
    const [row] = counted(known === undefined ? [change] : [known, change], nameOfFacets);
    await (row === undefined ? store.delete(key) : store.put(row));
  }
}

/** Changes of one group and day. */
async function moveGroupDay(transaction: ContentTransaction, changes: readonly GroupChange[]): Promise<void> {
  const moved = summed(changes, nameOfDayCount);
  const [first] = moved;
  if (first === undefined) return;
  const { group, day } = first;
  const store = transaction.objectStore('groupDays');
  const known = await store.get([group, day]);
  const added = moved.map(({ packId, answer, severity, delivery, corrected, count }) => ({
    ...{ packId, answer, severity, delivery },
    ...{ corrected, count },
  }));
  const counts = counted([...(known?.counts ?? []), ...added], nameOfDayCount);
  await (counts.length === 0 ? store.delete([group, day]) : store.put({ group, day, counts }));
}

async function moveMeasureDay(
  transaction: ContentTransaction,
  day: string,
  changes: readonly MeasureCount[],
): Promise<void> {
  const moved = summed(changes, nameOfMeasure);
  if (moved.length === 0) return;
  const store = transaction.objectStore('measureDays');
  const known = await store.get(day);
  const added = moved.map(({ measure, packId, value, count }) => ({ measure, packId, value, count }));
  const counts = counted([...(known?.counts ?? []), ...added], nameOfMeasure);
  await (counts.length === 0 ? store.delete(day) : store.put({ day, counts }));
}

function nameOfFacets({ packId, answer, severity, delivery }: FacetCount): string {
  return nameOf(packId, answer, severity, delivery);
}

function nameOfDayCount(count: Omit<DayCount, 'day'>): string {
  return nameOf(nameOfFacets(count), String(count.corrected));
}

function nameOfMeasure({ measure, packId, value }: Omit<MeasureCount, 'day'>): string {
  return nameOf(measure, packId, value);
}

/** Differs for every combination of values, whatever they contain. */
function nameOf(...values: readonly string[]): string {
  return JSON.stringify(values);
}

function grouped<Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return groups;
}

/** Counters of the same name added together, without those that are 0. */
function summed<Counter extends { readonly count: number }>(
  counters: readonly Counter[],
  name: (counter: Counter) => string,
): readonly Counter[] {
  const sums = new Map<string, Counter>();
  for (const counter of counters) {
    const known = sums.get(name(counter));
    sums.set(name(counter), known === undefined ? counter : { ...known, count: known.count + counter.count });
  }
  return [...sums.values()].filter(({ count }) => count !== 0);
}

/** A counter below 0 means that a summary was counted by no transaction: a bug, which must not be stored. */
function counted<Counter extends { readonly count: number }>(
  counters: readonly Counter[],
  name: (counter: Counter) => string,
): readonly Counter[] {
  const sums = summed(counters, name);
  if (sums.some(({ count }) => count < 0)) throw new Error('a counter of summaries would fall below 0');
  return sums;
}
