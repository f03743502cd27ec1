/**
 * A snapshot of a selection. Records change while a long download runs, so the snapshot holds the sequence of each record's
 * current version; versions never change.
 */
import { sql, type Expression, type Kysely, type SqlBool } from 'kysely';
import type { Database } from '../../database/schema';
import type { ExportedRecord, RecordSource } from '../../../src/export/exported-record';
import { parseChange } from './read-record';

/** The version of a record in the snapshot, and whether the record was deleted after it. */
interface FrozenRecord {
  readonly sequence: number;
  readonly isDeleted: boolean;
}

/** A snapshot. `read` returns the versions in small batches, the same on each call. */
export interface FrozenRecords {
  readonly count: number;
  readonly read: RecordSource;
}

/** A change may have 256 KiB. */
const batchSize = 50;

/** Takes a snapshot of the records that match `where`, oldest first. With `limit`, only the newest ones. */
export async function freezeRecords(
  db: Kysely<Database>,
  where: Expression<SqlBool>,
  limit = Number.MAX_SAFE_INTEGER,
): Promise<FrozenRecords> {
  const rows = await db
    .selectFrom('records')
    .where(where)
    .select(['records.is_deleted', contentSequence.as('sequence')])
    .orderBy('records.sequence', 'desc')
    .limit(limit)
    .execute();
  const frozen = rows
    .flatMap(({ sequence, is_deleted }) => (sequence === null ? [] : [{ sequence, isDeleted: is_deleted }]))
    .reverse();
  return { count: frozen.length, read: () => readFrozen(db, frozen) };
}

/** For a deleted record, its last version before the deletion; null if only the deletion was received. */
const contentSequence = sql<number | null>`case when not records.is_deleted then records.sequence else (
  select changes.sequence from changes
  where changes.record_id = records.id and changes.kind <> 'deleted'
  order by changes.at desc limit 1) end`;

async function* readFrozen(db: Kysely<Database>, frozen: readonly FrozenRecord[]): AsyncGenerator<ExportedRecord> {
  for (let start = 0; start < frozen.length; start += batchSize) {
    yield* await readBatch(db, frozen.slice(start, start + batchSize));
  }
}

async function readBatch(db: Kysely<Database>, batch: readonly FrozenRecord[]): Promise<readonly ExportedRecord[]> {
  const sequences = batch.map(({ sequence }) => sequence);
  const rows = await db
    .selectFrom('changes')
    .leftJoin('devices', 'devices.id', 'changes.author')
    .where('changes.sequence', 'in', sequences)
    .select(['changes.sequence', 'changes.content', 'changes.received_at', 'changes.author'])
    .select(['devices.name', 'devices.location'])
    .execute();
  const bySequence = new Map(rows.map((row) => [row.sequence, row]));
  return batch.flatMap(({ sequence, isDeleted }) => {
    const row = bySequence.get(sequence);
    return row === undefined ? [] : toExported(row, isDeleted);
  });
}

function toExported(
  row: {
    readonly sequence: number;
    readonly content: string;
    readonly received_at: Date;
    readonly author: string;
    readonly name: string | null;
    readonly location: string | null;
  },
  isDeleted: boolean,
): readonly ExportedRecord[] {
  const change = parseChange(row.content);
  if (change.kind === 'deleted') return [];
  const device = { id: row.author, name: row.name ?? '', location: row.location ?? '' };
  const received = { sequence: row.sequence, at: row.received_at, device };
  return [{ record: change.record, isDeleted, received }];
}
