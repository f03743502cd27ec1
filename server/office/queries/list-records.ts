/** The records as a list shows them: newest change first, a page at a time by sequence, however many there are. */
import { sql, type Expression, type Kysely, type SqlBool } from 'kysely';
import type { Database, DeviceRow, RecordRow } from '../../database/schema';
import { summariseVerdict, type VerdictSummary } from '../tone';

/** One line of the list. */
export interface ListedRecord {
  readonly id: string;
  readonly sequence: number;
  readonly isDeleted: boolean;
  readonly receivedAt: Date;
  /** Undefined where only the deletion of the record has arrived. */
  readonly taken: { readonly at: Date; readonly utcOffsetMinutes: number } | undefined;
  readonly device: { readonly id: string; readonly name: string; readonly location: string } | undefined;
  readonly packTitle: string | undefined;
  readonly note: string | undefined;
  readonly verdict: VerdictSummary;
  readonly thumbnail: string | undefined;
}

/** Where in the list a page begins. */
export type Cursor =
  | { readonly kind: 'newest' }
  | { readonly kind: 'older'; readonly than: number }
  | { readonly kind: 'newer'; readonly than: number };

/** A page, newest first, and whether there is more on either side. */
export interface RecordsPage {
  readonly records: readonly ListedRecord[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

/** Reads a page of at most `limit` records for which `where` holds. */
export async function readPage(
  db: Kysely<Database>,
  where: Expression<SqlBool>,
  cursor: Cursor,
  limit: number,
): Promise<RecordsPage> {
  const upward = cursor.kind === 'newer';
  const rows = await listing(db)
    .where(where)
    .$if(cursor.kind === 'older', (query) => query.where('records.sequence', '<', boundOf(cursor)))
    .$if(upward, (query) => query.where('records.sequence', '>', boundOf(cursor)))
    .orderBy('records.sequence', upward ? 'asc' : 'desc')
    .limit(limit + 1)
    .execute();
  const records = rows.slice(0, limit).map(toListed);
  const hasMore = rows.length > limit;
  return {
    records: upward ? records.reverse() : records,
    hasOlder: upward || hasMore,
    hasNewer: upward ? hasMore : cursor.kind === 'older',
  };
}

function boundOf(cursor: Cursor): number {
  return cursor.kind === 'newest' ? 0 : cursor.than;
}

/** What has changed after `sequence`, oldest first, and whether each record is one of those for which `where` holds. */
export async function readChanged(
  db: Kysely<Database>,
  where: Expression<SqlBool>,
  sequence: number,
  limit: number,
): Promise<readonly { readonly record: ListedRecord; readonly matches: boolean }[]> {
  const rows = await listing(db)
    .select(sql<boolean>`${where}`.as('matches'))
    .where('records.sequence', '>', sequence)
    .orderBy('records.sequence')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ record: toListed(row), matches: row.matches }));
}

/** The ids of the newest records for which `where` holds, newest first. */
export async function newestIds(
  db: Kysely<Database>,
  where: Expression<SqlBool>,
  limit: number,
): Promise<readonly string[]> {
  const query = db.selectFrom('records').select('id').where(where).orderBy('sequence', 'desc').limit(limit);
  return (await query.execute()).map(({ id }) => id);
}

/** The sequence of the newest change of all. */
export async function latestSequence(db: Kysely<Database>): Promise<number> {
  const row = await db.selectFrom('intake_counter').select('sequence').executeTakeFirst();
  return row?.sequence ?? 0;
}

function listing(db: Kysely<Database>) {
  return db
    .selectFrom('records')
    .leftJoin('devices', 'devices.id', 'records.author')
    .select(listedColumns)
    .select(['devices.id as device_id', 'devices.name as device_name', 'devices.location as device_location']);
}

const listedColumns = [
  'records.id',
  'records.sequence',
  'records.is_deleted',
  'records.received_at',
  'records.taken_at',
  'records.utc_offset_minutes',
  'records.pack_title',
  'records.note',
  'records.grade_title',
  'records.grade_confidence',
  'records.grade_refused',
  'records.anomaly_level_title',
  'records.anomaly_score',
  'records.is_anomalous',
  'records.thumbnail_sha256',
] as const;

type ColumnName<Name> = Name extends `records.${infer Column}` ? Column : never;
type ListedColumn = Extract<keyof RecordRow, ColumnName<(typeof listedColumns)[number]>>;

interface ListedRow extends Pick<RecordRow, ListedColumn> {
  readonly device_id: DeviceRow['id'] | null;
  readonly device_name: DeviceRow['name'] | null;
  readonly device_location: DeviceRow['location'] | null;
}

function toListed(row: ListedRow): ListedRecord {
  return {
    id: row.id,
    sequence: row.sequence,
    isDeleted: row.is_deleted,
    receivedAt: row.received_at,
    taken: row.taken_at === null ? undefined : { at: row.taken_at, utcOffsetMinutes: row.utc_offset_minutes ?? 0 },
    device: toDevice(row),
    packTitle: row.pack_title ?? undefined,
    note: row.note ?? undefined,
    verdict: summariseVerdict({ grade: toGrade(row), anomaly: toAnomaly(row) }),
    thumbnail: row.thumbnail_sha256 ?? undefined,
  };
}

function toDevice({ device_id: id, device_name: name, device_location: location }: ListedRow) {
  return id === null ? undefined : { id, name: name ?? '', location: location ?? '' };
}

function toGrade(row: ListedRow) {
  if (row.grade_title === null) return undefined;
  return { title: row.grade_title, confidence: row.grade_confidence ?? 0, refused: row.grade_refused ?? undefined };
}

function toAnomaly(row: ListedRow) {
  if (row.anomaly_score === null) return undefined;
  return {
    levelTitle: row.anomaly_level_title ?? '',
    score: row.anomaly_score,
    isAnomalous: row.is_anomalous ?? false,
  };
}
