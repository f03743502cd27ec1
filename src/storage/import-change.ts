/** Changes of another device, brought here by hand: queued unchanged, and shown in the history. */
import { blobsOf } from '../domain/change';
import type { ForeignChange } from '../domain/delivery';
import type { InspectionRecord, StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { Connection } from './connection';
import { witnessReading, type DeviceWorld } from './device-row';
import type { Database } from './open-database';
import type { BlobRow } from './schema';
import { strictly } from './strictly';
import { changeStores, newRow, type ChangeTransaction } from './write-change';

/** What became of an imported change: `known` was waiting or confirmed here before. */
export type ImportOutcome = 'queued' | 'known';

/** Queues `change` with `blobs`, and applies it to the history unless something later is known of its record. */
export function importChange(
  connection: Connection,
  change: ForeignChange,
  blobs: readonly BlobRow[],
  world: DeviceWorld,
): Promise<Result<ImportOutcome, StorageFault>> {
  const neededBytes = blobs.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  return connection.use((database) => queueForeign(database, change, blobs, world), neededBytes);
}

function queueForeign(
  database: Database,
  change: ForeignChange,
  blobs: readonly BlobRow[],
  world: DeviceWorld,
): Promise<ImportOutcome> {
  return strictly(database, changeStores, async (transaction) => {
    if (await isKnown(transaction, change)) return 'known';
    const isLatest = await nothingLater(transaction, change);
    for (const blob of blobs) await transaction.objectStore('blobs').put(blob);
    const { record, ...rest } = change;
    await transaction.objectStore('outbox').put(newRow(rest));
    if (isLatest) await apply(transaction, change.recordId, change.at, record);
    await witnessReading(transaction.objectStore('settings'), change.at, world);
    return 'queued';
  });
}

async function isKnown(transaction: ChangeTransaction, { changeId, recordId }: ForeignChange): Promise<boolean> {
  const receipt = await transaction.objectStore('receipts').get(recordId);
  return receipt?.changeId === changeId || (await transaction.objectStore('outbox').count(changeId)) > 0;
}

/** Last writer by the hybrid clock: a deletion that waits or is confirmed here is a later word too. */
async function nothingLater(transaction: ChangeTransaction, { recordId, at }: ForeignChange): Promise<boolean> {
  const row = await transaction.objectStore('inspections').get(recordId);
  const receipt = await transaction.objectStore('receipts').get(recordId);
  const later = IDBKeyRange.bound([recordId, at], [recordId, []], true);
  const waiting = await transaction.objectStore('outbox').index('byRecord').count(later);
  const isBehind = (known: string | undefined): boolean => known === undefined || known < at;
  return waiting === 0 && isBehind(receipt?.at) && isBehind(row?.at) && (row === undefined || row.at !== undefined);
}

async function apply(
  transaction: ChangeTransaction,
  recordId: string,
  at: string,
  record: InspectionRecord | undefined,
): Promise<void> {
  const inspections = transaction.objectStore('inspections');
  if (record === undefined) await inspections.delete(recordId);
  else await inspections.put({ record, at, blobHashes: blobsOf(record).map(({ sha256 }) => sha256) });
}
