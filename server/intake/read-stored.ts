/** Reads stored records, changes and blobs: a device reads its own, an engineer all. */
import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { RecordChangeKind } from '../../src/domain/delivery';
import type { IntakeFault } from '../../src/protocol/intake';
import type { StoredChange, StoredRecord, StoredRecords } from '../../src/protocol/intake-records';
import { fail, succeed, type Result } from '../../src/domain/result';
import type { BlobRow, ChangeRow, Database } from '../database/schema';
import type { Caller } from '../devices/caller';

/** One page of what has a greater sequence number. */
export interface Page {
  readonly after: number;
  readonly limit: number;
}

const facts = ['id', 'record_id', 'kind', 'at', 'author', 'content_hash', 'sequence', 'received_at'] as const;

/** A record has only changes of records. */
type ChangeFacts = Pick<ChangeRow, (typeof facts)[number]> & { readonly kind: RecordChangeKind };

/** Records by the sequence number of their current change. Asking again after the last one returns what is new or changed. */
export async function listRecords(
  db: Kysely<Database>,
  caller: Caller,
  { after, limit }: Page,
): Promise<StoredRecords> {
  const rows = await readableRecords(db, caller)
    .innerJoin('changes', 'changes.id', 'records.change_id')
    .select(facts.map((column) => `changes.${column}` as const))
    .where('records.sequence', '>', after)
    .orderBy('records.sequence')
    .limit(limit)
    .$narrowType<{ kind: RecordChangeKind }>()
    .execute();
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { records: rows.map(keptChange), ...(last === undefined ? {} : { next: last.sequence }) };
}

/** Every version of one record. */
export async function readRecord(
  db: Kysely<Database>,
  caller: Caller,
  id: string,
): Promise<Result<StoredRecord, IntakeFault>> {
  const record = await readableRecords(db, caller)
    .select('records.change_id')
    .where('records.id', '=', id)
    .executeTakeFirst();
  if (record === undefined) return fail({ kind: 'not-found' });
  const rows = await db
    .selectFrom('changes')
    .select(facts)
    .where('record_id', '=', id)
    .orderBy('at')
    .$narrowType<{ kind: RecordChangeKind }>()
    .execute();
  const current = rows.find((row) => row.id === record.change_id);
  if (current === undefined) return fail({ kind: 'not-found' });
  return succeed({ current: keptChange(current), versions: rows.map(keptChange) });
}

/** The text of a change, byte for byte as it arrived. Changes of shared items may be read by every device, as their list. */
export async function readChangeText(
  db: Kysely<Database>,
  caller: Caller,
  id: string,
): Promise<Result<string, IntakeFault>> {
  const ofRecord = readableRecords(db, caller)
    .innerJoin('changes', 'changes.record_id', 'records.id')
    .select('changes.content')
    .where('changes.id', '=', id);
  const ofShared = db
    .selectFrom('shared_items')
    .innerJoin('changes', 'changes.record_id', 'shared_items.id')
    .select('changes.content')
    .where('changes.id', '=', id);
  const row = await ofRecord.unionAll(ofShared).executeTakeFirst();
  return row === undefined ? fail({ kind: 'not-found' }) : succeed(row.content);
}

function readableRecords(db: Kysely<Database>, caller: Caller): SelectQueryBuilder<Database, 'records', object> {
  const records = db.selectFrom('records');
  if (caller.role === 'engineer') return records;
  const { deviceId } = caller;
  return records.where((where) =>
    where.or([where('records.author', '=', deviceId), where('records.deliverer', '=', deviceId)]),
  );
}

function keptChange(row: ChangeFacts): StoredChange {
  return {
    changeId: row.id,
    recordId: row.record_id,
    kind: row.kind,
    at: row.at,
    author: row.author,
    contentHash: row.content_hash,
    sequence: row.sequence,
    receivedAt: row.received_at.toISOString(),
  };
}

/** The row of a blob that the caller may read. */
export async function findBlob(
  db: Kysely<Database>,
  caller: Caller,
  sha256: string,
): Promise<Result<BlobRow, IntakeFault>> {
  const blob = db.selectFrom('blobs').selectAll('blobs').where('blobs.sha256', '=', sha256);
  const readable =
    caller.role === 'engineer'
      ? blob
      : blob.where((where) =>
          where.or([
            where.exists(
              where
                .selectFrom('blob_owners')
                .select('owner')
                .where('owner', '=', caller.deviceId)
                .whereRef('blob_owners.sha256', '=', 'blobs.sha256'),
            ),
            where.exists(
              where.selectFrom('offered_blobs').select('item_id').whereRef('offered_blobs.sha256', '=', 'blobs.sha256'),
            ),
          ]),
        );
  const row = await readable.executeTakeFirst();
  return row === undefined ? fail({ kind: 'not-found' }) : succeed(row);
}
