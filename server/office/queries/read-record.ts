/** One record with everything that ever happened to it: each version is kept on the server. */
import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { changeSchema, type Change, type WireRecord } from '../../../src/protocol/intake';
import type { ChangeRow, Database } from '../../database/schema';

/** One version of a record, and how it came. */
export interface RecordVersion {
  readonly change: Change;
  readonly sequence: number;
  readonly receivedAt: Date;
  readonly contentHash: string;
  readonly author: string;
  /** The device that brought it; undefined where an engineer imported it. */
  readonly deliverer: string | undefined;
  /** The one that counts: the greatest `at`. */
  readonly isCurrent: boolean;
}

/** A record and its versions, the one that counts first. */
export interface RecordHistory {
  readonly id: string;
  readonly isDeleted: boolean;
  /** The newest version that was not a deletion; undefined where only a deletion has arrived. */
  readonly record: WireRecord | undefined;
  readonly versions: readonly RecordVersion[];
  /** Devices that are named in the versions, by id. */
  readonly devices: ReadonlyMap<string, { readonly name: string; readonly location: string }>;
}

/** Reads a record; undefined where there is none. */
export async function readRecord(db: Kysely<Database>, id: string): Promise<RecordHistory | undefined> {
  const rows = await db.selectFrom('changes').selectAll().where('record_id', '=', id).orderBy('at', 'desc').execute();
  if (rows.length === 0) return undefined;
  const versions = rows.map(toVersion);
  return {
    id,
    isDeleted: versions[0]?.change.kind === 'deleted',
    record: newestContent(versions),
    versions,
    devices: await readDevices(db, versions),
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

/** The change in a text that the intake has accepted. */
export function parseChange(content: string): Change {
  return v.parse(changeSchema, JSON.parse(content));
}

function newestContent(versions: readonly RecordVersion[]): WireRecord | undefined {
  for (const { change } of versions) if (change.kind !== 'deleted') return change.record;
  return undefined;
}

async function readDevices(db: Kysely<Database>, versions: readonly RecordVersion[]) {
  const ids = [...new Set(versions.flatMap(({ author, deliverer }) => [author, ...(deliverer ? [deliverer] : [])]))];
  const rows = await db.selectFrom('devices').select(['id', 'name', 'location']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, name, location }) => [id, { name, location }]));
}
