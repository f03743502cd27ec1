/** The saved inspections with their photos and rasters. */
import type { BlobRef, InspectionRecord, RasterRef, StorageFault } from '../domain/record';
import { fail, succeed } from '../domain/result';
import type { Result } from '../domain/result';
import type { Connection } from './connection';
import type { Database } from './open-database';
import type { BlobRow } from './schema';

/** SHA-256 in lower-case hex. */
export type Sha256 = (bytes: ArrayBuffer) => Promise<string>;

/** Bytes to keep with a record, under a hash the caller worked out before. */
export type NewBlob = BlobRow;

/** A page of records, newest first; `before` is the last record of the page before it. */
interface InspectionPage {
  readonly limit: number;
  readonly before?: InspectionRecord;
}

/** Inspections in the database. */
export interface InspectionRepository {
  /** Keeps a record and its blobs in one strict transaction: all of it or nothing. */
  add(record: InspectionRecord, blobs: readonly NewBlob[]): Promise<Result<void, StorageFault>>;
  latest(page: InspectionPage): Promise<Result<readonly InspectionRecord[], StorageFault>>;
  count(): Promise<Result<number, StorageFault>>;
  byId(id: string): Promise<Result<InspectionRecord | undefined, StorageFault>>;
  /** Removes a record, and the blobs no other record refers to. */
  remove(id: string): Promise<Result<void, StorageFault>>;
  /** The bytes behind a reference; `damaged` where they are missing or are no longer what was kept. */
  read(ref: BlobRef): Promise<Result<ArrayBuffer, StorageFault>>;
}

/** Inspections over `connection`; `sha256` checks what is read. */
export function createInspectionRepository(connection: Connection, sha256: Sha256): InspectionRepository {
  return {
    add: (record, blobs) => connection.use((database) => add(database, record, blobs), bytesOf(blobs)),
    latest: (page) => connection.use((database) => latest(database, page)),
    count: () => connection.use((database) => database.count('inspections')),
    byId: (id) => connection.use(async (database) => (await database.get('inspections', id))?.record),
    remove: (id) => connection.use((database) => remove(database, id)),
    read: (ref) => read(connection, sha256, ref),
  };
}

async function add(database: Database, record: InspectionRecord, blobs: readonly NewBlob[]): Promise<void> {
  const transaction = database.transaction(['inspections', 'blobs'], 'readwrite', { durability: 'strict' });
  const blobStore = transaction.objectStore('blobs');
  const rowStore = transaction.objectStore('inspections');
  await Promise.all([
    ...blobs.map((blob) => blobStore.put(blob)),
    rowStore.add({ record, blobHashes: refsOf(record).map((ref) => ref.sha256) }),
    transaction.done,
  ]);
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

async function remove(database: Database, id: string): Promise<void> {
  const transaction = database.transaction(['inspections', 'blobs'], 'readwrite', { durability: 'strict' });
  const rowStore = transaction.objectStore('inspections');
  const row = await rowStore.get(id);
  await rowStore.delete(id);
  const users = rowStore.index('byBlobHash');
  for (const hash of row?.blobHashes ?? []) {
    if ((await users.count(hash)) === 0) await transaction.objectStore('blobs').delete(hash);
  }
  await transaction.done;
}

async function read(connection: Connection, sha256: Sha256, ref: BlobRef): Promise<Result<ArrayBuffer, StorageFault>> {
  const found = await connection.use((database) => database.get('blobs', ref.sha256));
  if (!found.ok) return found;
  const bytes = found.value?.bytes;
  const isWhole = bytes !== undefined && (await sha256(bytes)) === ref.sha256;
  return isWhole ? succeed(bytes) : fail({ kind: 'damaged', sha256: ref.sha256 });
}

function refsOf(record: InspectionRecord): readonly RasterRef[] {
  const { photo, thumbnail, anomaly } = record;
  return [photo, thumbnail, ...(anomaly === undefined ? [] : [anomaly.map, anomaly.mask])];
}

function bytesOf(blobs: readonly NewBlob[]): number {
  return blobs.reduce((sum, blob) => sum + blob.bytes.byteLength, 0);
}
