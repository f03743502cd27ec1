/** Opens the database and runs the migrations that it lacks. */
import { openDB, unwrap } from 'idb';
import type { IDBPDatabase } from 'idb';
import { fail, succeed } from '../domain/result';
import type { Result } from '../domain/result';
import type { StorageFault } from '../domain/record';
import type { Migration } from './migrations/migration';
import type { FieldgradeSchema } from './schema';

/** The open database. */
export type Database = IDBPDatabase<FieldgradeSchema>;

/** The name of the database and its migrations, oldest first. */
export interface DatabaseSpec {
  readonly name: string;
  readonly migrations: readonly Migration[];
}

/**
 * Opens `spec.name`. `onLost` is called when the browser closes the connection, or when a newer version of the app opens
 * the database: an older tab then stops writing. Fails with `newer-database` if a newer version has upgraded the database,
 * and with `storage-unavailable` if another tab keeps an older version of it open.
 */
export async function openDatabase(spec: DatabaseSpec, onLost: () => void): Promise<Result<Database, StorageFault>> {
  let reportBlocked: (outcome: 'blocked') => void;
  const blocked = new Promise<'blocked'>((resolve) => {
    reportBlocked = resolve;
  });
  const opening = openDB<FieldgradeSchema>(spec.name, spec.migrations.length, {
    upgrade(database, oldVersion, _newVersion, transaction) {
      const missing = spec.migrations.slice(oldVersion);
      void runMigrations(missing, unwrap(database), unwrap(transaction));
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
    if (opened !== 'blocked') return succeed(opened);
    closeWhenOpen(opening);
    return fail({ kind: 'storage-unavailable', detail: 'another tab holds an older version of the database open' });
  } catch (error) {
    return fail(await openFault(spec, error));
  }
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
  return { kind: 'newer-database', wanted: spec.migrations.length, found: await storedVersion(spec.name) };
}

async function storedVersion(name: string): Promise<number> {
  const database = await openDB(name);
  const { version } = database;
  database.close();
  return version;
}
