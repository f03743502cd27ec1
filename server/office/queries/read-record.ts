/** One record with all its versions. */
import type { Kysely } from 'kysely';
import * as v from 'valibot';
import type { InspectionRecord } from '../../../src/domain/record';
import { changeSchema, type Change } from '../../../src/protocol/change';
import type { ChangeRow, Database } from '../../database/schema';

/** A device and its location. */
export interface DeviceName {
  readonly name: string;
  readonly location: string;
}

/** One version of a record, and how it was received. */
export interface RecordVersion {
  readonly change: Change;
  readonly sequence: number;
  readonly receivedAt: Date;
  readonly contentHash: string;
  readonly author: string;
  /** The device that delivered it; undefined if an engineer imported it. */
  readonly deliverer: string | undefined;
  /** Whether it has the greatest `at`. */
  readonly isCurrent: boolean;
}

/** A record and its versions, the current one first. */
export interface RecordHistory {
  readonly id: string;
  readonly isDeleted: boolean;
  /** The newest version that is not a deletion; undefined if only a deletion was received. */
  readonly record: InspectionRecord | undefined;
  readonly versions: readonly RecordVersion[];
  /** The devices of the versions, and perhaps others, by id. */
  readonly devices: ReadonlyMap<string, DeviceName>;
}

/** Reads the records with these ids in their order, without versions after `upTo`. Ids without a record are left out. */
export async function readRecords(
  db: Kysely<Database>,
  ids: readonly string[],
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<readonly RecordHistory[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('changes')
    .selectAll()
    .where('record_id', 'in', ids)
    .where('sequence', '<=', upTo)
    .orderBy('at', 'desc')
    .execute();
  const devices = await readDevices(db, rows);
  return ids.flatMap((id) => {
    const own = rows.filter(({ record_id }) => record_id === id).map(toVersion);
    return own.length === 0 ? [] : [toHistory(id, own, devices)];
  });
}

function toHistory(id: string, versions: readonly RecordVersion[], devices: RecordHistory['devices']): RecordHistory {
  return {
    id,
    isDeleted: versions[0]?.change.kind === 'deleted',
    record: newestContent(versions),
    versions,
    devices,
  };
}

function toVersion(row: ChangeRow, index: number): RecordVersion {
  return {
    change: parseChange(row.content),
    sequence: row.sequence,
    receivedAt: row.received_at,
    contentHash: row.content_hash,
    author: row.author,
    deliverer: row.deliverer ?? undefined,
    isCurrent: index === 0,
  };
}

/** Parses the text of a change. The intake has checked it, so a failure is a bug and throws. */
export function parseChange(content: string): Change {
  return v.parse(changeSchema, JSON.parse(content));
}

function newestContent(versions: readonly RecordVersion[]): InspectionRecord | undefined {
  for (const { change } of versions) if (change.kind !== 'deleted') return change.record;
  return undefined;
}

/** The devices that made or delivered the changes, by id. */
export async function readDevices(
  db: Kysely<Database>,
  changes: readonly Pick<ChangeRow, 'author' | 'deliverer'>[],
): Promise<RecordHistory['devices']> {
  const ids = [...new Set(changes.flatMap(({ author, deliverer }) => (deliverer ? [author, deliverer] : [author])))];
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('devices').select(['id', 'name', 'location']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name, location }) => [id, { name, location }]));
}
