/** Changes of batch rows inside a transaction. */
import type { PictureKey } from '../domain/batch';
import type { BatchRow, BatchStore, ContentTransaction } from './schema';

/** Every transaction on a batch is over these stores. */
export const batchStores = ['batches', 'batchPictures', 'pictureFiles'] as const satisfies readonly BatchStore[];

/** The result of a picture that takes its place: stored in the same transaction, so that no picture is inspected twice. */
export interface PictureDone extends PictureKey {
  /** Computing time, ms. */
  readonly inspectedMs: number;
  /** False for a picture that could not be stored when it was added: it may have no row. */
  readonly isStored: boolean;
}

/** Removes a picture that has a result now. False, with nothing changed, if it was removed already: another tab has done it. */
export async function takePicture(transaction: ContentTransaction, done: PictureDone): Promise<boolean> {
  const known = await transaction.objectStore('batchPictures').getKey(rowKey(done));
  if (known === undefined && done.isStored) return false;
  await deletePicture(transaction, done);
  await changeBatch(transaction, done.batchId, (batch) => ({
    ...batch,
    saved: batch.saved + 1,
    inspectedMs: batch.inspectedMs + done.inspectedMs,
  }));
  return true;
}

/** Removes a picture with its bytes. */
export async function deletePicture(transaction: ContentTransaction, key: PictureKey): Promise<void> {
  await transaction.objectStore('batchPictures').delete(rowKey(key));
  await transaction.objectStore('pictureFiles').delete(rowKey(key));
}

/** Writes the changed row of a batch; nothing if there is no such batch. */
export async function changeBatch(
  transaction: ContentTransaction,
  batchId: string,
  change: (row: BatchRow) => BatchRow,
): Promise<void> {
  const batches = transaction.objectStore('batches');
  const row = await batches.get(batchId);
  if (row !== undefined) await batches.put(change(row));
}

/** The key of a picture in both stores. */
export function rowKey({ batchId, order }: PictureKey): [string, number] {
  return [batchId, order];
}
