/** From local days to moments: which part of the order of time can hold pictures of these days. */
import type { HistoryFilter } from '../domain/history';
import type { MomentRange } from './history-ranges';
import type { Database } from './open-database';

/** The first and the last moment at which pictures of these days were taken; undefined where there are none. */
export async function momentsOfDays(
  database: Database,
  { firstDay, lastDay }: HistoryFilter,
): Promise<MomentRange | undefined> {
  const days = database.transaction('summaries').store.index('byDay');
  const firsts = firstDay === undefined ? [] : await momentsNear(days, IDBKeyRange.lowerBound([firstDay]), 'next');
  const lasts = lastDay === undefined ? [] : await momentsNear(days, IDBKeyRange.upperBound([lastDay, []]), 'prev');
  if (firsts === undefined || lasts === undefined) return undefined;
  const [first] = firsts.toSorted();
  const last = lasts.toSorted().at(-1);
  return { ...(first === undefined ? {} : { first }), ...(last === undefined ? {} : { last }) };
}

/** Keys of summaries by day and moment. */
interface DayIndex {
  openKeyCursor(
    range: IDBKeyRange,
    direction: 'next' | 'prev',
  ): Promise<{ readonly key: readonly [day: string, takenAt: string] } | null>;
}

/** The first (or last) moment of the first (or last) day in the range that has pictures, and of the days that overlap it. */
async function momentsNear(
  days: DayIndex,
  range: IDBKeyRange,
  direction: 'next' | 'prev',
): Promise<readonly string[] | undefined> {
  const nearest = await days.openKeyCursor(range, direction);
  if (nearest === null) return undefined;
  const [day, moment] = nearest.key;
  const others = overlappingDays.map((distance) =>
    days.openKeyCursor(rangeOfDay(dayAfter(day, direction === 'next' ? distance : -distance)), direction),
  );
  const found = (await Promise.all(others)).filter((cursor) => cursor !== null);
  return [moment, ...found.map(({ key }) => key[1])];
}

/** Local time differs by less than a day from UTC, so a picture of one day can be later than a picture of either of the next two days. */
const overlappingDays = [1, 2];

function rangeOfDay(day: string): IDBKeyRange {
  return IDBKeyRange.bound([day], [day, []]);
}

function dayAfter(day: string, distance: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + distance * 24 * 3_600_000).toISOString().slice(0, 10);
}
