/** Photos, thumbnails and rasters, under the SHA-256 of their bytes. */
import type { BlobRef } from '../domain/blob-ref';
import type { StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import type { Connection } from './connection';
import type { Database } from './open-database';
import type { BlobRow, ContentTransaction } from './schema';
import type { Sealer } from './sealing';

/** Bytes to keep with a record, under a hash that the caller has computed. */
export interface NewBlob {
  readonly sha256: string;
  readonly mime: string;
  readonly bytes: ArrayBuffer;
}

/** Seals blobs for `putBlobs`. */
export function sealBlobs(blobs: readonly NewBlob[], { seal }: Sealer): Promise<readonly BlobRow[]> {
  return Promise.all(blobs.map(async ({ bytes, ...blob }) => ({ ...blob, bytes: await seal(bytes) })));
}

/** Stores sealed blobs. */
export async function putBlobs(transaction: ContentTransaction, blobs: readonly BlobRow[]): Promise<void> {
  for (const blob of blobs) await transaction.objectStore('blobs').put(blob);
}

/** How many bytes the blobs take. */
export function bytesOfBlobs(blobs: readonly NewBlob[]): number {
  return blobs.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
}

/** Deletes those blobs to which no record refers and which no waiting change needs. */
export async function deleteUnneededBlobs(transaction: ContentTransaction, hashes: readonly string[]): Promise<void> {
  const records = transaction.objectStore('records').index('byBlobHash');
  const changes = transaction.objectStore('outbox').index('byBlobHash');
  for (const hash of new Set(hashes)) {
    const users = (await records.count(hash)) + (await changes.count(hash));
    if (users === 0) await transaction.objectStore('blobs').delete(hash);
  }
}

/** Reads the bytes behind a reference; `damaged` where they are missing or do not have this hash. */
export type ReadBlob = (ref: BlobRef) => Promise<Result<ArrayBuffer, StorageFault>>;

const noBytes = Promise.resolve(undefined);

/**
 * Reads blobs in batches: everything asked for in one turn of the event loop, as by the rows of a list, is one
 * transaction.
 */
export function createBlobReader(connection: Connection, sha256: Sha256): ReadBlob {
  const readRow = batched((hashes) => connection.use((database) => readRows(database, hashes)));
  return async ({ sha256: hash }) => {
    const found = await readRow(hash);
    if (!found.ok) return found;
    const row = found.value;
    const opened = await connection.use(() => (row === undefined ? noBytes : connection.sealer.open(row.bytes)));
    if (!opened.ok) return opened;
    const bytes = opened.value;
    const isIntact = bytes !== undefined && (await sha256(bytes)) === hash;
    return isIntact ? succeed(bytes) : fail({ kind: 'damaged', sha256: hash });
  };
}

type Rows = ReadonlyMap<string, BlobRow>;

async function readRows(database: Database, hashes: ReadonlySet<string>): Promise<Rows> {
  const { store } = database.transaction('blobs');
  const rows = await Promise.all([...hashes].map((hash) => store.get(hash)));
  return new Map(rows.filter((row) => row !== undefined).map((row) => [row.sha256, row]));
}

function batched(
  readAll: (hashes: ReadonlySet<string>) => Promise<Result<Rows, StorageFault>>,
): (hash: string) => Promise<Result<BlobRow | undefined, StorageFault>> {
  let batch: { readonly hashes: Set<string>; readonly rows: Promise<Result<Rows, StorageFault>> } | undefined;
  const start = () => {
    const hashes = new Set<string>();
    const rows = Promise.resolve().then(() => {
      batch = undefined;
      return readAll(hashes);
    });
    return { hashes, rows };
  };
  return async (hash) => {
    batch ??= start();
    const { hashes, rows } = batch;
    hashes.add(hash);
    const found = await rows;
    return found.ok ? succeed(found.value.get(hash)) : found;
  };
}
