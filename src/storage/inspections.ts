/** The saved inspections with their photos and rasters. Whatever changes one also queues that change for the server. */
import { blobsOf } from '../domain/change';
import type { BlobRef, InspectionRecord, StorageFault } from '../domain/record';
import { fail, succeed } from '../domain/result';
import type { Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import type { Connection } from './connection';
import type { DeviceWorld } from './device-row';
import type { Database } from './open-database';
import type { BlobRow } from './schema';
import { strictly } from './strictly';
import { changeStores, queueChange, type ChangeTransaction } from './write-change';

/** Bytes to keep with a record, under a hash the caller worked out before. */
export type NewBlob = BlobRow;

/** A page of records, newest first; `before` is the last record of the page before it. */
interface InspectionPage {
  readonly limit: number;
  readonly before?: InspectionRecord;
}

/** What a person may change of a record. */
interface RecordEdit {
  /** Empty: no note. */
  readonly note: string;
}

/** What the repository takes from outside. */
export interface InspectionWorld extends DeviceWorld {
  /** Checks what is read. */
  readonly sha256: Sha256;
}

/** Inspections in the database. */
export interface InspectionRepository {
  /** Keeps a record, its blobs, its queued change and the moved clock in one strict transaction: all of it or nothing. */
  add(record: InspectionRecord, blobs: readonly NewBlob[]): Promise<Result<void, StorageFault>>;
  latest(page: InspectionPage): Promise<Result<readonly InspectionRecord[], StorageFault>>;
  count(): Promise<Result<number, StorageFault>>;
  byId(id: string): Promise<Result<InspectionRecord | undefined, StorageFault>>;
  /** Changes the note and queues the change; gives the record as it is then, or nothing where there is none. */
  edit(id: string, edit: RecordEdit): Promise<Result<InspectionRecord | undefined, StorageFault>>;
  /**
   * Removes a record, the blobs nobody else needs, and every change of it that waits. The server is told of the
   * deletion where it may know the record.
   */
  remove(id: string): Promise<Result<void, StorageFault>>;
  /** The bytes behind a reference; `damaged` where they are missing or are no longer what was kept. */
  read(ref: BlobRef): Promise<Result<ArrayBuffer, StorageFault>>;
}

/** Inspections over `connection`. */
export function createInspectionRepository(connection: Connection, world: InspectionWorld): InspectionRepository {
  return {
    add: (record, blobs) => connection.use((database) => add(database, record, blobs, world), bytesOf(blobs)),
    latest: (page) => connection.use((database) => latest(database, page)),
    count: () => connection.use((database) => database.count('inspections')),
    byId: (id) => connection.use(async (database) => (await database.get('inspections', id))?.record),
    edit: (id, change) => connection.use((database) => edit(database, id, change, world)),
    remove: (id) => connection.use((database) => remove(database, id, world)),
    read: (ref) => read(connection, world.sha256, ref),
  };
}

function add(
  database: Database,
  record: InspectionRecord,
  blobs: readonly NewBlob[],
  world: DeviceWorld,
): Promise<void> {
  return strictly(database, changeStores, async (transaction) => {
    for (const blob of blobs) await transaction.objectStore('blobs').put(blob);
    const at = await queueChange(transaction, { kind: 'saved', record }, world);
    await transaction.objectStore('inspections').add({ record, blobHashes: hashesOf(record), at });
  });
}

function edit(
  database: Database,
  id: string,
  { note }: RecordEdit,
  world: DeviceWorld,
): Promise<InspectionRecord | undefined> {
  return strictly(database, changeStores, async (transaction) => {
    const inspections = transaction.objectStore('inspections');
    const row = await inspections.get(id);
    if (row === undefined || (row.record.note ?? '') === note) return row?.record;
    const record = withNote(row.record, note);
    const at = await queueChange(transaction, { kind: 'edited', record }, world);
    await inspections.put({ ...row, record, at });
    return record;
  });
}

/** Without a note there is no field for one. */
function withNote(record: InspectionRecord, note: string): InspectionRecord {
  if (note !== '') return { ...record, note };
  const rest = { ...record };
  delete (rest as { note?: string }).note;
  return rest;
}

async function latest(database: Database, { limit, before }: InspectionPage): Promise<readonly InspectionRecord[]> {
  const index = database.transaction('inspections').store.index('byTakenAt');
  const range = before === undefined ? null : IDBKeyRange.upperBound([before.takenAt, before.id], true);
  const records: InspectionRecord[] = [];
  let cursor = limit > 0 ? await index.openCursor(range, 'prev') : null;
  while (cursor !== null) {
    records.push(cursor.value.record);
    cursor = records.length < limit ? await cursor.continue() : null;
  }
  return records;
}

function remove(database: Database, id: string, world: DeviceWorld): Promise<void> {
  return strictly(database, changeStores, async (transaction) => {
    const inspections = transaction.objectStore('inspections');
    const row = await inspections.get(id);
    if (row === undefined) return;
    await inspections.delete(id);
    const mayBeKnown = await dropWaiting(transaction, id);
    await dropUnneededBlobs(transaction, row.blobHashes);
    if (mayBeKnown) await queueChange(transaction, { kind: 'deleted', recordId: id }, world);
  });
}

/**
 * Takes every waiting change of a record off the queue: what is deleted is not sent any more, its photos neither. True
 * where the server may know the record: something of it was confirmed, or sent without a word back.
 */
async function dropWaiting(transaction: ChangeTransaction, recordId: string): Promise<boolean> {
  const outbox = transaction.objectStore('outbox');
  const rows = await outbox.index('byRecord').getAll(IDBKeyRange.bound([recordId], [recordId, []]));
  for (const row of rows) await outbox.delete(row.changeId);
  const wasSent = rows.some(({ state }) => state.phase !== 'queued' && state.sentAt !== undefined);
  return wasSent || (await transaction.objectStore('receipts').count(recordId)) > 0;
}

/** A blob stays as long as another record refers to it or another change has to take it along. */
async function dropUnneededBlobs(transaction: ChangeTransaction, hashes: readonly string[]): Promise<void> {
  const records = transaction.objectStore('inspections').index('byBlobHash');
  const changes = transaction.objectStore('outbox').index('byBlobHash');
  for (const hash of new Set(hashes)) {
    const users = (await records.count(hash)) + (await changes.count(hash));
    if (users === 0) await transaction.objectStore('blobs').delete(hash);
  }
}

async function read(connection: Connection, sha256: Sha256, ref: BlobRef): Promise<Result<ArrayBuffer, StorageFault>> {
  const found = await connection.use((database) => database.get('blobs', ref.sha256));
  if (!found.ok) return found;
  const bytes = found.value?.bytes;
  const isWhole = bytes !== undefined && (await sha256(bytes)) === ref.sha256;
  return isWhole ? succeed(bytes) : fail({ kind: 'damaged', sha256: ref.sha256 });
}

function hashesOf(record: InspectionRecord): readonly string[] {
  return blobsOf(record).map((ref) => ref.sha256);
}

function bytesOf(blobs: readonly NewBlob[]): number {
  return blobs.reduce((sum, blob) => sum + blob.bytes.byteLength, 0);
}
