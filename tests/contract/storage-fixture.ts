import { newId } from '../../src/platform/ids';
import { sha256 } from '../../src/platform/sha256';
import { createBatchRepository, type BatchRepository } from '../../src/storage/batches';
import { createConnection, type Connection } from '../../src/storage/connection';
import { createHistoryRepository, type HistoryRepository } from '../../src/storage/history';
import { createInspectionRepository, type InspectionRepository } from '../../src/storage/inspections';
import { allMigrations } from '../../src/storage/migrations/all-migrations';
import { createOutboxRepository, type OutboxRepository } from '../../src/storage/outbox';
import { createSyncSettings, type SyncSettings } from '../../src/storage/sync-settings';
import type { Migration } from '../../src/storage/migrations/migration';
import { createPackRepository, type PackRepository } from '../../src/storage/packs';
import { createSharedItemRepository, type SharedItemRepository } from '../../src/storage/shared-items';
import { createTeachingRepository, type TeachingRepository } from '../../src/storage/teachings';
import type { Sealer } from '../../src/storage/sealing';
import type { Result } from '../../src/domain/result';

/** All repositories over one database. */
export interface StorageFixture {
  readonly name: string;
  readonly connection: Connection;
  readonly inspections: InspectionRepository;
  readonly history: HistoryRepository;
  readonly batches: BatchRepository;
  readonly packs: PackRepository;
  readonly outbox: OutboxRepository;
  readonly settings: SyncSettings;
  readonly shared: SharedItemRepository;
  readonly teachings: TeachingRepository;
}

/** Real random ids, hash and clock. */
export const fixtureDependencies = { newId, nowMs: () => Date.now(), sha256 };

/** What a test may replace. */
export interface StorageOptions {
  readonly migrations?: readonly Migration[] | 'none';
  readonly dependencies?: Partial<typeof fixtureDependencies>;
  readonly sealer?: Sealer;
  readonly answerWithinMs?: number;
}

/** The free space that the fixture's device reports, in bytes. */
export const freeBytes = 5_000;

/** Runs `work` on a new database, which is deleted afterwards. */
async function withStorage(
  work: (storage: StorageFixture) => Promise<void>,
  options: StorageOptions = {},
): Promise<void> {
  const name = `contract-${crypto.randomUUID()}`;
  const storage = openStorage(name, options);
  try {
    await work(storage);
  } finally {
    await storage.connection.close();
    await deleteDatabase(name);
  }
}

/** Storage on the database `name`, as another tab would open it. */
export function openStorage(
  name: string,
  { migrations = allMigrations, dependencies = {}, sealer, ...bound }: StorageOptions = {},
): StorageFixture {
  const all = { ...fixtureDependencies, ...dependencies };
  const spec = { name, ...bound, ...(migrations === 'none' ? {} : { migrations }) };
  const connection = createConnection(spec, () => Promise.resolve(freeBytes), sealer);
  return {
    name,
    connection,
    inspections: createInspectionRepository(connection, all),
    history: createHistoryRepository(connection),
    batches: createBatchRepository(connection),
    packs: createPackRepository(connection),
    outbox: createOutboxRepository(connection, all),
    settings: createSyncSettings(connection, all),
    shared: createSharedItemRepository(connection, all),
    teachings: createTeachingRepository(connection),
  };
}

/** Where a contract runs: storage with the same options in every tab. */
export interface StorageHost {
  readonly withStorage: typeof withStorage;
  readonly openStorage: typeof openStorage;
}

/** A host; what a case asks for comes before `options`. */
export function storageHost(options: StorageOptions = {}): StorageHost {
  return {
    withStorage: (work, own) => withStorage(work, { ...options, ...own }),
    openStorage: (name, own) => openStorage(name, { ...options, ...own }),
  };
}

/** The migrations of a later version of the app: one more. */
export const laterMigrations: readonly Migration[] = [
  ...allMigrations,
  { name: '9999-of-the-future', up: (database) => void database.createObjectStore('future') },
];

/** The value of a success; throws with the fault otherwise. */
export function valueOf<Value>(result: Result<Value, unknown>): Value {
  if (result.ok) return result.value;
  throw new Error(`unexpected fault ${JSON.stringify(result.fault)}`);
}

/** A connection that ignores `versionchange` and so blocks every upgrade. */
export function openBlocking(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('open failed'));
  });
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error ?? new Error('delete failed'));
  });
}
