/** How often each answer was given: by location, and over time. */
import { sql, type Kysely } from 'kysely';
import type { Database } from '../../database/schema';
import type { RecordFilter } from '../record-filter';
import { answerKey, answerTitle, matching } from './matching';

/** One answer of one pack. Severities have the facts from which their tone follows. */
export interface PackAnswer {
  readonly pack: string;
  readonly packTitle: string;
  /** As a filter's `answer`. */
  readonly answer: string;
  /** In the pack's words; undefined for `no-grade` and `no-answer`. */
  readonly title: string | undefined;
  readonly action: string;
  readonly isAnomalous: boolean;
}

/** How often it was given. */
export interface AnswerCount extends PackAnswer {
  readonly count: number;
}

/** One location; `location` is undefined for devices that are not registered here. */
export interface LocationCount {
  readonly location: string | undefined;
  readonly count: number;
  readonly lastReceived: Date;
  /** The most frequent first. */
  readonly answers: readonly AnswerCount[];
}

/** The columns of a `PackAnswer`, to be grouped by `pack` and `answer`. */
const answerColumns = [
  sql<string>`coalesce(records.pack_id, '')`.as('pack'),
  sql<string>`coalesce(max(records.pack_title), '')`.as('pack_title'),
  answerKey.as('answer'),
  sql<string | null>`max(${answerTitle})`.as('title'),
  sql<string | null>`max(records.anomaly_action)`.as('action'),
  sql<boolean | null>`bool_or(records.is_anomalous)`.as('is_anomalous'),
  sql<number>`count(*)`.as('count'),
] as const;

interface AnswerRow {
  readonly pack: string;
  readonly pack_title: string;
  readonly answer: string;
  readonly title: string | null;
  readonly action: string | null;
  readonly is_anomalous: boolean | null;
  readonly count: number;
}

function toCount(row: AnswerRow): AnswerCount {
  return {
    pack: row.pack,
    packTitle: row.pack_title,
    answer: row.answer,
    title: row.title ?? undefined,
    action: row.action ?? '',
    isAnomalous: row.is_anomalous ?? false,
    count: row.count,
  };
}

/** Counts by location, the one with the most records first. */
export async function countByLocation(
  db: Kysely<Database>,
  filter: RecordFilter,
  timeZone: string,
): Promise<readonly LocationCount[]> {
  const rows = await db
    .selectFrom('records')
    .leftJoin('devices', 'devices.id', 'records.author')
    .where(matching(filter, timeZone))
    .select(['devices.location as location', sql<Date>`max(records.received_at)`.as('last_received'), ...answerColumns])
    .groupBy(['location', 'pack', 'answer'])
    .orderBy('count', 'desc')
    .execute();
  const locations = [...new Set(rows.map(({ location }) => location))];
  return locations
    .map((location) => ({ location, answers: rows.filter((row) => row.location === location) }))
    .map(({ location, answers }) => ({
      location: location ?? undefined,
      count: answers.reduce((total, { count }) => total + count, 0),
      lastReceived: latest(answers.map(({ last_received }) => last_received)),
      answers: answers.map(toCount),
    }))
    .sort((a, b) => b.count - a.count);
}

function latest(moments: readonly Date[]): Date {
  return new Date(Math.max(...moments.map((moment) => moment.getTime())));
}

/** How wide a column of the chart is. */
export type TimeStep = 'day' | 'week' | 'month';

/** `start` is the first day of the step, "2026-11-21"; weeks begin on Monday. */
export interface TimedCount extends AnswerCount {
  readonly start: string;
}

/** Counts by the time at which the photo was taken. */
export async function countByTime(
  db: Kysely<Database>,
  filter: RecordFilter,
  step: TimeStep,
  timeZone: string,
): Promise<readonly TimedCount[]> {
  const rows = await db
    .selectFrom('records')
    .where(matching(filter, timeZone))
    .where('records.taken_at', 'is not', null)
    .select([
      sql<string>`date_trunc(${step}, records.taken_at at time zone ${timeZone})::date::text`.as('start'),
      ...answerColumns,
    ])
    .groupBy(['start', 'pack', 'answer'])
    .orderBy('start')
    .execute();
  return rows.map((row) => ({ ...toCount(row), start: row.start }));
}
