/** The installed packs and their files. A file shared by several packs is stored once. */
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { Connection } from './connection';
import type { Database } from './open-database';
import type { PackRow, PackVersionRow } from './schema';

/** A pack as stored: its manifest, and its files by the names in `pack.files`. */
interface StoredPack {
  readonly manifest: ArrayBuffer;
  readonly files: Readonly<Record<string, ArrayBuffer>>;
}

/** A pack about to be stored. Its files are stored before it. */
interface NewPack {
  readonly id: string;
  readonly manifest: ArrayBuffer;
  readonly fileHashByName: Readonly<Record<string, string>>;
  /** Of a pack that the user owns: this version is kept until it is deleted. */
  readonly kept?: Pick<PackVersionRow, 'version' | 'addedAt' | 'origin'>;
}

/** Packs in the database. */
export interface PackRepository {
  hasFile(sha256: string): Promise<Result<boolean, StorageFault>>;
  putFile(sha256: string, bytes: ArrayBuffer): Promise<Result<void, StorageFault>>;
  /**
   * Stores the manifest, unless a file it names is missing: then nothing is stored and the result is false. Files that only
   * an older version of the pack needed are deleted.
   */
  put(pack: NewPack): Promise<Result<boolean, StorageFault>>;
  manifests(): Promise<Result<readonly ArrayBuffer[], StorageFault>>;
  manifest(packId: string): Promise<Result<ArrayBuffer | undefined, StorageFault>>;
  /** The complete pack; `undefined` where it is not installed or a file of it is missing. */
  read(packId: string): Promise<Result<StoredPack | undefined, StorageFault>>;
  /** Deletes the pack and every file to which no installed pack refers. Inspections are not touched. */
  remove(packId: string): Promise<Result<void, StorageFault>>;
  /** Deletes one file that was found to be damaged, so that it is downloaded again. */
  removeFile(sha256: string): Promise<Result<void, StorageFault>>;
}

/** Packs over `connection`. */
export function createPackRepository(connection: Connection): PackRepository {
  return {
    hasFile: (sha256) => connection.use(async (database) => (await database.count('packFiles', sha256)) > 0),
    putFile: (sha256, bytes) => connection.write((database) => putFile(database, sha256, bytes), bytes.byteLength),
    put: (pack) => connection.write((database) => put(database, pack), pack.manifest.byteLength),
    manifests: () => connection.use(async (database) => (await database.getAll('packs')).map((pack) => pack.manifest)),
    manifest: (packId) => connection.use(async (database) => (await database.get('packs', packId))?.manifest),
    read: (packId) => connection.use((database) => read(database, packId)),
    remove: (packId) => connection.write((database) => remove(database, packId)),
    removeFile: (sha256) => connection.write((database) => database.delete('packFiles', sha256)),
  };
}

async function putFile(database: Database, sha256: string, bytes: ArrayBuffer): Promise<void> {
  await database.put('packFiles', { sha256, bytes });
}

async function put(database: Database, { kept, ...pack }: NewPack): Promise<boolean> {
  const transaction = database.transaction(['packs', 'packFiles', 'packVersions'], 'readwrite');
  const fileHashes = [...new Set(Object.values(pack.fileHashByName))];
  const fileStore = transaction.objectStore('packFiles');
  const counts = await Promise.all(fileHashes.map((hash) => fileStore.count(hash)));
  const isComplete = counts.every((count) => count > 0);
  if (isComplete) {
    const packStore = transaction.objectStore('packs');
    const older = await packStore.get(pack.id);
    await packStore.put({ ...pack, fileHashes });
    if (kept !== undefined) await transaction.objectStore('packVersions').put({ ...pack, ...kept, fileHashes });
    for (const hash of older?.fileHashes ?? []) {
      const kept = await transaction.objectStore('packVersions').index('byFileHash').count(hash);
      if (kept + (await packStore.index('byFileHash').count(hash)) === 0) await fileStore.delete(hash);
    }
  }
  await transaction.done;
  return isComplete;
}

async function read(database: Database, packId: string): Promise<StoredPack | undefined> {
  const transaction = database.transaction(['packs', 'packFiles']);
  const pack = await transaction.objectStore('packs').get(packId);
  if (pack === undefined) return undefined;
  const fileStore = transaction.objectStore('packFiles');
  const entries = Object.entries(pack.fileHashByName);
  const rows = await Promise.all(entries.map(([, hash]) => fileStore.get(hash)));
  const files: Record<string, ArrayBuffer> = {};
  for (const [place, [name]] of entries.entries()) {
    const bytes = rows[place]?.bytes;
    if (bytes === undefined) return undefined;
    files[name] = bytes;
  }
  return { manifest: pack.manifest, files };
}

async function remove(database: Database, packId: string): Promise<void> {
  const transaction = database.transaction(['packs', 'packFiles', 'packVersions'], 'readwrite');
  const packStore = transaction.objectStore('packs');
  await packStore.delete(packId);
  const rows: readonly PackRow[] = [
    ...(await packStore.getAll()),
    ...(await transaction.objectStore('packVersions').getAll()),
  ];
  const needed = new Set(rows.flatMap(({ fileHashes }) => fileHashes));
  const fileStore = transaction.objectStore('packFiles');
  for (const hash of await fileStore.getAllKeys()) {
    if (!needed.has(hash)) await fileStore.delete(hash);
  }
  await transaction.done;
}
