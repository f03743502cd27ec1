/** How often each answer was given: by location, and over time. */
import { sql, type Kysely } from 'kysely';
import type { Database } from '../../database/schema';
import type { RecordFilter } from '../record-filter';
import { answerKey, answerTitle, matching } from './matching';

/** An answer and how often it was given. */
export interface AnswerCount {
  readonly answer: string;
  readonly title: string;
  readonly count: number;
}

/** One location; `location` is undefined for devices that never registered here. */
export interface PlaceCount {
  readonly location: string | undefined;
  readonly count: number;
  readonly lastSeen: Date;
  /** The most frequent first. */
  readonly answers: readonly AnswerCount[];
}

/** Counts by location, the one with the most records first. */
export async function countByPlace(
  db: Kysely<Database>,
  filter: RecordFilter,
  timeZone: string,
): Promise<readonly PlaceCount[]> {
  const rows = await db
    .selectFrom('records')
    .leftJoin('devices', 'devices.id', 'records.author')
    .where(matching(filter, timeZone))
    .select([
      'devices.location as location',
      answerKey.as('answer'),
      sql<string>`max(${answerTitle})`.as('title'),
      sql<number>`count(*)`.as('count'),
      sql<Date>`max(records.received_at)`.as('last_seen'),
    ])
    .groupBy(['location', 'answer'])
    .orderBy('count', 'desc')
    .execute();
  const locations = [...new Set(rows.map(({ location }) => location))];
  return locations
    .map((location) => ({ location, answers: rows.filter((row) => row.location === location) }))
    .map(({ location, answers }) => ({
      location: location ?? undefined,
      count: answers.reduce((total, { count }) => total + count, 0),
      lastSeen: latest(answers.map(({ last_seen }) => last_seen)),
      answers: answers.map(({ answer, title, count }) => ({ answer, title, count })),
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
export function countByTime(
  db: Kysely<Database>,
  filter: RecordFilter,
  step: TimeStep,
  timeZone: string,
): Promise<readonly TimedCount[]> {
  return db
    .selectFrom('records')
    .where(matching(filter, timeZone))
    .where('records.taken_at', 'is not', null)
    .select([
      sql<string>`date_trunc(${step}, records.taken_at at time zone ${timeZone})::date::text`.as('start'),
      answerKey.as('answer'),
      sql<string>`max(${answerTitle})`.as('title'),
      sql<number>`count(*)`.as('count'),
    ])
    .groupBy(['start', 'answer'])
    .orderBy('start')
    .execute();
}
