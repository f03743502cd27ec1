/** Changes of another device, imported from a file: added to the outbox unchanged, and shown in the history. */
import { isSharedChange, type ImportedChange, type ImportedRecordChange } from '../domain/delivery';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import { bytesOfBlobs, putBlobs, sealBlobs, type NewBlob } from './blobs';
import { newOutboxRow } from './compose-change';
import type { Connection } from './connection';
import { clockAfter, type ClockDependencies } from './device-clock';
import type { Database } from './open-database';
import { prepareAndCommit, type Commit } from './prepare-and-commit';
import { deleteRecord, putRecord, sealRecord } from './record-rows';
import { changeStores, readSnapshot, versionOfSnapshot, type RecordSnapshot } from './record-snapshot';
import type { BlobRow } from './schema';
import type { Sealer } from './sealing';
import { importSharedChange } from './shared-items';
import { refreshDelivery } from './summaries';

/** The result of an import. `known`: the change was waiting or delivered on this device before. */
export type ImportOutcome = 'queued' | 'known';

/** Queues `change` with `blobs`, and applies it unless a later change of its record, asset or job is known. */
export function importChange(
  connection: Connection,
  change: ImportedChange,
  blobs: readonly NewBlob[],
  dependencies: ClockDependencies,
): Promise<Result<ImportOutcome, StorageFault>> {
  return isSharedChange(change)
    ? importSharedChange(connection, change, blobs, dependencies)
    : importRecordChange(connection, change, blobs, dependencies);
}

function importRecordChange(
  connection: Connection,
  change: ImportedRecordChange,
  blobs: readonly NewBlob[],
  dependencies: ClockDependencies,
): Promise<Result<ImportOutcome, StorageFault>> {
  const { sealer } = connection;
  const write = async (database: Database): Promise<ImportOutcome> => {
    const sealedBlobs = await sealBlobs(blobs, sealer);
    return prepareAndCommit<RecordSnapshot, ImportOutcome>(database, {
      stores: changeStores,
      read: (transaction) => readSnapshot(transaction, change.recordId),
      versionOf: versionOfSnapshot,
      prepare: (snapshot) => prepareImport({ change, sealedBlobs, snapshot, sealer, dependencies }),
    });
  };
  return connection.write(write, bytesOfBlobs(blobs));
}

interface Import {
  readonly change: ImportedRecordChange;
  readonly sealedBlobs: readonly BlobRow[];
  readonly snapshot: RecordSnapshot;
  readonly sealer: Sealer;
  readonly dependencies: ClockDependencies;
}

async function prepareImport({
  change,
  sealedBlobs,
  snapshot,
  sealer,
  dependencies,
}: Import): Promise<Commit<ImportOutcome>> {
  if (isKnown(snapshot, change)) return () => Promise.resolve('known');
  const { record, ...written } = change;
  const outbox = await newOutboxRow(written, sealer);
  const rows = record === undefined ? undefined : await sealRecord(record, change.at, sealer);
  const device = clockAfter(snapshot.device, change.at, dependencies);
  return async (transaction) => {
    await putBlobs(transaction, sealedBlobs);
    await transaction.objectStore('outbox').put(outbox);
    if (device !== undefined) await transaction.objectStore('settings').put(device);
    if (!isLatest(snapshot, change)) await refreshDelivery(transaction, change.recordId);
    else if (rows !== undefined) await putRecord(transaction, rows);
    else if (snapshot.row !== undefined) await deleteRecord(transaction, snapshot.row);
    return 'queued';
  };
}

function isKnown({ waiting, receipt }: RecordSnapshot, { changeId }: ImportedRecordChange): boolean {
  return receipt?.changeId === changeId || waiting.some((row) => row.changeId === changeId);
}

/** The last writer by the hybrid clock wins. A deletion that waits or is delivered on this device counts as well. */
function isLatest({ row, waiting, receipt }: RecordSnapshot, { at }: ImportedRecordChange): boolean {
  const isBehind = (known: string | undefined): boolean => known === undefined || known < at;
  return isBehind(row?.at) && isBehind(receipt?.at) && waiting.every((change) => change.at <= at);
}
