/** Versions of the packs that a user owns. The active one is also in `packs`; a file that several versions have is stored once. */
import type { IDBPObjectStore, IDBPTransaction } from 'idb';
import { compareVersions, type PackOrigin } from '../domain/pack-version';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { Connection } from './connection';
import type { Database } from './open-database';
import type { FieldgradeSchema, PackVersionRow } from './schema';

/** One version without its files. */
export interface StoredVersion {
  readonly id: string;
  readonly version: string;
  readonly manifest: ArrayBuffer;
  readonly addedAt: string;
  readonly origin: PackOrigin;
  readonly isActive: boolean;
  readonly freesBytes: number;
}

interface VersionFiles {
  readonly manifest: ArrayBuffer;
  readonly files: Readonly<Record<string, ArrayBuffer>>;
}

/** Versions in the database. */
export interface PackVersionRepository {
  /** Every version of every owned pack. */
  list(): Promise<Result<readonly StoredVersion[], StorageFault>>;
  /** How many versions there are. */
  count(): Promise<Result<number, StorageFault>>;
  /** The versions of a pack, and the newest that was deleted. */
  usedVersions(id: string): Promise<Result<readonly string[], StorageFault>>;
  read(id: string, version: string): Promise<Result<VersionFiles | undefined, StorageFault>>;
  /** A file of any pack on the device. */
  readFile(sha256: string): Promise<Result<ArrayBuffer | undefined, StorageFault>>;
  /** Inspects with this version from now on; false where it was deleted meanwhile. */
  activate(id: string, version: string): Promise<Result<boolean, StorageFault>>;
  /** Deletes versions with every file that nothing else needs. The newest that is left becomes active if the active one went. */
  remove(id: string, versions: readonly string[]): Promise<Result<void, StorageFault>>;
}

const stores = ['packs', 'packFiles', 'packVersions', 'settings'] as const;
type PackTransaction = IDBPTransaction<FieldgradeSchema, typeof stores, 'readwrite'>;

/** Versions over `connection`. */
export function createPackVersionRepository(connection: Connection): PackVersionRepository {
  const write = <Value>(work: (transaction: PackTransaction) => Promise<Value>) =>
    connection.write(async (database) => {
      const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
      const value = await work(transaction);
      await transaction.done;
      return value;
    });
  return {
    list: () => connection.use(list),
    count: () => connection.use((database) => database.count('packVersions')),
    usedVersions: (id) => connection.use((database) => usedVersions(database, id)),
    read: (id, version) => connection.use((database) => read(database, id, version)),
    readFile: (sha256) => connection.use(async (database) => (await database.get('packFiles', sha256))?.bytes),
    activate: (id, version) => write((transaction) => activate(transaction, id, version)),
    remove: (id, versions) => write((transaction) => remove(transaction, id, versions)),
  };
}

function activeRow({ id, manifest, fileHashByName, fileHashes }: PackVersionRow) {
  return { id, manifest, fileHashByName, fileHashes };
}

async function list(database: Database): Promise<readonly StoredVersion[]> {
  const transaction = database.transaction(['packs', 'packFiles', 'packVersions']);
  const rows = await transaction.objectStore('packVersions').getAll();
  const active = new Map((await transaction.objectStore('packs').getAll()).map((pack) => [pack.id, pack] as const));
  const uses = countUses([...rows, ...active.values()]);
  const found: StoredVersion[] = [];
  for (const row of rows) {
    const isActive = isSameManifest(active.get(row.id)?.manifest, row.manifest);
    const freed = row.fileHashes.filter((hash) => uses.get(hash) === (isActive ? 2 : 1));
    const files = await Promise.all(freed.map((hash) => transaction.objectStore('packFiles').get(hash)));
    const freesBytes = files.reduce((sum, file) => sum + (file?.bytes.byteLength ?? 0), row.manifest.byteLength);
    const { id, version, manifest, addedAt, origin } = row;
    found.push({ id, version, manifest, addedAt, origin, isActive, freesBytes });
  }
  return found;
}

/** How many rows refer to each file. */
function countUses(rows: readonly { readonly fileHashes: readonly string[] }[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const hash of rows.flatMap(({ fileHashes }) => fileHashes)) uses.set(hash, (uses.get(hash) ?? 0) + 1);
  return uses;
}

function isSameManifest(a: ArrayBuffer | undefined, b: ArrayBuffer): boolean {
  if (a?.byteLength !== b.byteLength) return false;
  const theirs = new Uint8Array(b);
  return new Uint8Array(a).every((byte, at) => byte === theirs[at]);
}

async function read(database: Database, id: string, version: string): Promise<VersionFiles | undefined> {
  const transaction = database.transaction(['packVersions', 'packFiles']);
  const row = await transaction.objectStore('packVersions').get([id, version]);
  if (row === undefined) return undefined;
  const files: Record<string, ArrayBuffer> = {};
  for (const [name, hash] of Object.entries(row.fileHashByName)) {
    const file = await transaction.objectStore('packFiles').get(hash);
    if (file === undefined) return undefined;
    files[name] = file.bytes;
  }
  return { manifest: row.manifest, files };
}

async function activate(transaction: PackTransaction, id: string, version: string): Promise<boolean> {
  const row = await transaction.objectStore('packVersions').get([id, version]);
  if (row !== undefined) await transaction.objectStore('packs').put(activeRow(row));
  return row !== undefined;
}

async function remove(transaction: PackTransaction, id: string, versions: readonly string[]): Promise<void> {
  const store = transaction.objectStore('packVersions');
  const active = await transaction.objectStore('packs').get(id);
  const removed: PackVersionRow[] = [];
  for (const version of versions) {
    const row = await store.get([id, version]);
    if (row !== undefined) removed.push(row);
    await store.delete([id, version]);
  }
  await noteDeleted(transaction.objectStore('settings'), id, removed);
  if (removed.some(({ manifest }) => isSameManifest(active?.manifest, manifest))) await replaceActive(transaction, id);
  await removeUnusedFiles(
    transaction,
    removed.flatMap(({ fileHashes }) => fileHashes),
  );
}

/** Keeps the newest version number that was deleted: a later version of the pack must not get it again. */
async function noteDeleted(
  settings: IDBPObjectStore<FieldgradeSchema, typeof stores, 'settings', 'readwrite'>,
  id: string,
  removed: readonly PackVersionRow[],
): Promise<void> {
  const before = textOf((await settings.get(deletedSetting(id)))?.value);
  const newest = [...before, ...removed.map(({ version }) => version)].toSorted(compareVersions).at(-1);
  if (newest !== undefined) await settings.put({ name: deletedSetting(id), value: newest });
}

async function usedVersions(database: Database, id: string): Promise<readonly string[]> {
  const rows = await database.getAllFromIndex('packVersions', 'byPack', id);
  const deleted = textOf((await database.get('settings', deletedSetting(id)))?.value);
  return [...rows.map(({ version }) => version), ...deleted];
}

function deletedSetting(id: string): string {
  return `deleted-version:${id}`;
}

function textOf(value: unknown): readonly string[] {
  return typeof value === 'string' ? [value] : [];
}

async function replaceActive(transaction: PackTransaction, id: string): Promise<void> {
  const left = await transaction.objectStore('packVersions').index('byPack').getAll(id);
  const newest = left.toSorted((a, b) => a.addedAt.localeCompare(b.addedAt)).at(-1);
  if (newest === undefined) await transaction.objectStore('packs').delete(id);
  else await transaction.objectStore('packs').put(activeRow(newest));
}

async function removeUnusedFiles(transaction: PackTransaction, hashes: readonly string[]): Promise<void> {
  for (const hash of new Set(hashes)) {
    const uses = await transaction.objectStore('packs').index('byFileHash').count(hash);
    const kept = await transaction.objectStore('packVersions').index('byFileHash').count(hash);
    if (uses + kept === 0) await transaction.objectStore('packFiles').delete(hash);
  }
}
