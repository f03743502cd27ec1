/** A record together with its summary: prepared together, stored and deleted together. */
import { blobsOf } from '../domain/change';
import type { InspectionRecord } from '../domain/record';
import { deleteUnneededBlobs } from './blobs';
import type { ContentTransaction, RecordRow } from './schema';
import type { Sealer } from './sealing';
import { deleteSummary, draftSummary, putSummary, type SummaryDraft } from './summaries';

/** The rows of one record. */
export interface RecordRows {
  readonly record: RecordRow;
  readonly summary: SummaryDraft;
}

/** Seals a record as it is after the change of `at`. */
export async function sealRecord(record: InspectionRecord, at: string, sealer: Sealer): Promise<RecordRows> {
  const blobHashes = blobsOf(record).map(({ sha256 }) => sha256);
  const content = await sealer.seal(record);
  return { record: { id: record.id, at, blobHashes, content }, summary: await draftSummary(record, sealer) };
}

/** Stores a new record; fails with `ConstraintError` where there is one already. The outbox row must be there. */
export async function addRecord(transaction: ContentTransaction, rows: RecordRows): Promise<void> {
  await transaction.objectStore('records').add(rows.record);
  await putSummary(transaction, rows.summary);
}

/** Stores a record in place of the one before. The outbox row must be there. */
export async function putRecord(transaction: ContentTransaction, rows: RecordRows): Promise<void> {
  await transaction.objectStore('records').put(rows.record);
  await putSummary(transaction, rows.summary);
}

/** Deletes a record with the blobs that nothing else needs. */
export async function deleteRecord(
  transaction: ContentTransaction,
  { id, blobHashes }: Pick<RecordRow, 'id' | 'blobHashes'>,
): Promise<void> {
  await transaction.objectStore('records').delete(id);
  await deleteSummary(transaction, id);
  await deleteUnneededBlobs(transaction, blobHashes);
}
