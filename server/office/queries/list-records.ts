/** The records of a list: newest change first, a page at a time by sequence. */
import { sql, type Expression, type Kysely, type SqlBool } from 'kysely';
import type { VerdictFields } from '../../../src/words/verdict-text';
import type { Database, DeviceRow, RecordRow } from '../../database/schema';
import { verdictColumns, verdictOfRow, type VerdictRow } from '../verdict';

/** One line of the list. */
export interface ListedRecord {
  readonly id: string;
  readonly sequence: number;
  readonly isDeleted: boolean;
  readonly receivedAt: Date;
  /** Undefined if only the deletion of the record was received. */
  readonly taken: { readonly at: Date; readonly utcOffsetMinutes: number } | undefined;
  readonly device: { readonly id: string; readonly name: string; readonly location: string } | undefined;
  readonly packTitle: string | undefined;
  readonly note: string | undefined;
  readonly fileName: string | undefined;
  readonly verdict: VerdictFields;
  readonly thumbnail: string | undefined;
}

/** Where a page of the list begins. */
export type Cursor =
  | { readonly kind: 'newest' }
  | { readonly kind: 'older'; readonly than: number }
  | { readonly kind: 'newer'; readonly than: number };

/** A page, newest first, and whether there are more records on either side. */
export interface RecordsPage {
  readonly records: readonly ListedRecord[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

/** Reads a page of at most `limit` records that match `where`. */
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

/** The records that changed after `sequence`, oldest change first, each with whether `where` holds for it. */
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

/** How many records match `where`. */
export async function countRecords(db: Kysely<Database>, where: Expression<SqlBool>): Promise<number> {
  const row = await db
    .selectFrom('records')
    .where(where)
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The ids of the newest records that match `where`, newest first. */
export async function newestIds(
  db: Kysely<Database>,
  where: Expression<SqlBool>,
  limit: number,
): Promise<readonly string[]> {
  const query = db.selectFrom('records').select('id').where(where).orderBy('sequence', 'desc').limit(limit);
  return (await query.execute()).map(({ id }) => id);
}

/** The sequence of the newest change. */
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
  'records.file_name',
  'records.thumbnail_sha256',
  ...verdictColumns,
] as const;

type PlainColumn =
  | 'id'
  | 'sequence'
  | 'is_deleted'
  | 'received_at'
  | 'taken_at'
  | 'utc_offset_minutes'
  | 'pack_title'
  | 'note'
  | 'file_name'
  | 'thumbnail_sha256';

interface ListedRow extends Pick<RecordRow, PlainColumn>, VerdictRow {
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
    fileName: row.file_name ?? undefined,
    verdict: verdictOfRow(row),
    thumbnail: row.thumbnail_sha256 ?? undefined,
  };
}

function toDevice({ device_id: id, device_name: name, device_location: location }: ListedRow) {
  return id === null ? undefined : { id, name: name ?? '', location: location ?? '' };
}
