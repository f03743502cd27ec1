import { expressionBuilder, sql, type Expression, type SqlBool } from 'kysely';
import type { Database } from '../../database/schema';
import type { RecordFilter } from '../record-filter';

const eb = expressionBuilder<Database, 'records'>();

/** The filter as a condition on `records`. Days begin and end in `timeZone`. */
export function matching(filter: RecordFilter, timeZone: string): Expression<SqlBool> {
  const { q, device, asset, job, location, pack, answer, review, from, to } = filter;
  return eb.and([
    ...inState(filter.state),
    ...(q === undefined ? [] : [containing(q)]),
    ...(device === undefined ? [] : [eb('records.author', '=', device)]),
    ...(asset === undefined ? [] : [eb('records.asset_id', '=', asset)]),
    ...(job === undefined ? [] : [eb('records.job_id', '=', job)]),
    ...(location === undefined ? [] : [atLocation(location)]),
    ...(pack === undefined ? [] : [eb('records.pack_id', '=', pack)]),
    ...(answer === undefined ? [] : [answered(answer)]),
    ...(review === undefined ? [] : [reviewed(review)]),
    ...(from === undefined ? [] : [eb('records.taken_at', '>=', startOfDay(from, timeZone, 0))]),
    ...(to === undefined ? [] : [eb('records.taken_at', '<', startOfDay(to, timeZone, 1))]),
  ]);
}

function inState(state: RecordFilter['state']): readonly Expression<SqlBool>[] {
  return state === 'all' ? [] : [eb('records.is_deleted', '=', state === 'deleted')];
}

/** Without regard to case, anywhere in one of the texts. */
function containing(text: string): Expression<SqlBool> {
  const pattern = `%${text.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
  const devices = expressionBuilder<Database, 'devices'>();
  const isLike = devices.or([devices('devices.name', 'ilike', pattern), devices('devices.location', 'ilike', pattern)]);
  return eb.or([
    eb('records.file_name', 'ilike', pattern),
    eb('records.note', 'ilike', pattern),
    eb('records.author', 'in', eb.selectFrom('devices').select('devices.id').where(isLike)),
  ]);
}

function atLocation(location: string): Expression<SqlBool> {
  return eb(
    'records.author',
    'in',
    eb.selectFrom('devices').select('devices.id').where('devices.location', '=', location),
  );
}

function answered(answer: string): Expression<SqlBool> {
  if (answer === 'no-grade')
    return eb.and([eb('records.grade_refused', 'is not', null), sql<boolean>`not ${isDecided}`]);
  if (answer === 'no-answer')
    return eb.and([
      eb('records.grade_refused', 'is', null),
      eb('records.grade_label', 'is', null),
      eb('records.anomaly_level', 'is', null),
    ]);
  const name = answer.slice(answer.indexOf(':') + 1);
  if (answer.startsWith('level:')) return eb('records.anomaly_level', '=', name);
  return eb.and([eb('records.grade_label', '=', name), eb('records.grade_refused', 'is', null)]);
}

function reviewed(review: NonNullable<RecordFilter['review']>): Expression<SqlBool> {
  return review === 'none' ? eb('records.review', 'is', null) : eb('records.review', '=', review);
}

function startOfDay(day: string, timeZone: string, daysLater: number) {
  return sql<Date>`((${day}::date + ${daysLater}::int)::timestamp at time zone ${timeZone})`;
}

/** The pack refused the picture, and a person gave it a severity, which has no score: `decidedOfRow` for a row that was read. */
const isDecided = sql<boolean>`(records.anomaly_score is null and records.anomaly_level is not null)`;

/** The main answer of a record as a filter's `answer`: the grade, if the pack gives both. */
export const answerKey = sql<string>`case
  when records.grade_refused is not null and ${isDecided} then 'level:' || records.anomaly_level
  when records.grade_refused is not null then 'no-grade'
  when records.grade_label is not null then 'grade:' || records.grade_label
  when records.anomaly_level is not null then 'level:' || records.anomaly_level
  else 'no-answer' end`;

/** The same answer in the pack's words; null for `no-grade` and `no-answer`. */
export const answerTitle = sql<string | null>`case
  when records.grade_refused is not null and not ${isDecided} then null
  when records.grade_refused is null and records.grade_label is not null then coalesce(records.grade_title, records.grade_label)
  else coalesce(records.anomaly_level_title, records.anomaly_level) end`;
