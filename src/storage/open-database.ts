/** Opens the database and runs the migrations that it lacks. */
import { openDB, unwrap } from 'idb';
import type { IDBPDatabase } from 'idb';
import { fail, succeed } from '../domain/result';
import type { Result } from '../domain/result';
import type { StorageFault } from '../domain/record';
import type { Migration } from './migrations/migration';
import { databaseVersion, type FieldgradeSchema } from './schema';

/** The open database. */
export type Database = IDBPDatabase<FieldgradeSchema>;

/** Which database, and what brings an older one up to date. */
export interface DatabaseSpec {
  readonly name: string;
  /** Oldest first. Absent in the service worker: it uses only a database that the page has upgraded. */
  readonly migrations?: readonly Migration[];
}

/**
 * Opens `spec.name`. `onLost` is called when the browser closes the connection, or when a newer version of the app opens
 * the database: an older tab then stops writing. Fails with `newer-database` if a newer version has upgraded the database,
 * and with `storage-unavailable` if another tab keeps an older version of it open, or if it needs an upgrade and there are no
 * migrations.
 */
export async function openDatabase(spec: DatabaseSpec, onLost: () => void): Promise<Result<Database, StorageFault>> {
  let reportBlocked: (outcome: 'blocked') => void;
  const blocked = new Promise<'blocked'>((resolve) => {
    reportBlocked = resolve;
  });
  const { name, migrations } = spec;
  const opening = openDB<FieldgradeSchema>(name, migrations?.length, {
    upgrade(database, oldVersion, _newVersion, transaction) {
      if (migrations !== undefined) {
        void runMigrations(migrations.slice(oldVersion), unwrap(database), unwrap(transaction));
        return;
      }
      // There is no database yet. Aborting leaves none behind; the open request reports it.
      transaction.done.catch(() => undefined);
      transaction.abort();
    },
    blocked: () => reportBlocked('blocked'),
    blocking: (_current, _wanted, event) => {
      (event.target as IDBDatabase).close();
      onLost();
    },
    terminated: onLost,
  });
  return settle(spec, opening, blocked);
}

/** One after another; a bug in one aborts the upgrade and stays an unhandled rejection. */
async function runMigrations(
  migrations: readonly Migration[],
  database: IDBDatabase,
  transaction: IDBTransaction,
): Promise<void> {
  try {
    for (const migration of migrations) await migration.up(database, transaction);
  } catch (error) {
    transaction.abort();
    throw error;
  }
}

async function settle(
  spec: DatabaseSpec,
  opening: Promise<Database>,
  blocked: Promise<'blocked'>,
): Promise<Result<Database, StorageFault>> {
  try {
    const opened = await Promise.race([opening, blocked]);
    if (opened !== 'blocked') return checkVersion(spec, opened);
    closeWhenOpen(opening);
    return fail({ kind: 'storage-unavailable', detail: 'another tab holds an older version of the database open' });
  } catch (error) {
    return fail(await openFault(spec, error));
  }
}

/** Without migrations a database is opened with the version that it has. */
function checkVersion({ migrations }: DatabaseSpec, database: Database): Result<Database, StorageFault> {
  const { version } = database;
  if (migrations !== undefined || version === databaseVersion) return succeed(database);
  database.close();
  return version > databaseVersion
    ? fail({ kind: 'newer-database', wanted: databaseVersion, found: version })
    : fail({ kind: 'storage-unavailable', detail: 'the app has not upgraded the database yet' });
}

/** Closes a connection that opens too late: nobody uses it, the next attempt opens another. */
function closeWhenOpen(opening: Promise<Database>): void {
  opening.then(
    (database) => database.close(),
    () => undefined,
  );
}

async function openFault(spec: DatabaseSpec, error: unknown): Promise<StorageFault> {
  if (!(error instanceof DOMException)) throw error;
  if (error.name !== 'VersionError') return { kind: 'storage-unavailable', detail: `${error.name}: ${error.message}` };
  const wanted = spec.migrations?.length ?? databaseVersion;
  return { kind: 'newer-database', wanted, found: await storedVersion(spec.name) };
}

async function storedVersion(name: string): Promise<number> {
  const database = await openDB(name);
  const { version } = database;
  database.close();
  return version;
}
