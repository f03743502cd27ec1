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
  /** How long the browser may take to open it before this app's own upgrade begins; 20 s by default. */
  readonly answerWithinMs?: number;
}

const answerWithinMs = 20_000;

/**
 * Opens `spec.name`. `onLost` is called when the browser closes the connection, or when a newer version of the app opens
 * the database: an older tab then stops writing. Fails with `newer-database` if a newer version has upgraded the database,
 * and with `storage-unavailable` if another tab keeps an older version of it open or does not end its own upgrade, or if it needs an
 * upgrade and there are no migrations.
 */
export async function openDatabase(spec: DatabaseSpec, onLost: () => void): Promise<Result<Database, StorageFault>> {
  let reportHindrance: (hindrance: Hindrance) => void;
  const hindered = new Promise<Hindrance>((resolve) => {
    reportHindrance = resolve;
  });
  const { name, migrations } = spec;
  // The browser reports nothing to a tab that waits for the upgrade of another one.
  const timer = setTimeout(() => reportHindrance('silent'), spec.answerWithinMs ?? answerWithinMs);
  const opening = openDB<FieldgradeSchema>(name, migrations?.length, {
    upgrade(database, oldVersion, _newVersion, transaction) {
      clearTimeout(timer);
      if (migrations !== undefined) {
        void runMigrations(migrations.slice(oldVersion), unwrap(database), unwrap(transaction));
        return;
      }
      // There is no database yet. Aborting leaves none behind; the open request reports it.
      transaction.done.catch(() => undefined);
      transaction.abort();
    },
    blocked: () => reportHindrance('blocked'),
    blocking: (_current, _wanted, event) => {
      (event.target as IDBDatabase).close();
      onLost();
    },
    terminated: onLost,
  });
  return settle(spec, opening, hindered).finally(() => clearTimeout(timer));
}

/** Why a database does not open, and what the user can do. */
type Hindrance = keyof typeof hindranceDetails;

const hindranceDetails = {
  blocked: 'another tab holds an older version of the database open',
  silent: 'another tab has not ended its work on the database: close the other tabs of Fieldgrade and reload',
} as const;

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
  hindered: Promise<Hindrance>,
): Promise<Result<Database, StorageFault>> {
  try {
    const opened = await Promise.race([opening, hindered]);
    if (typeof opened !== 'string') return checkVersion(spec, opened);
    closeWhenOpen(opening);
    return fail({ kind: 'storage-unavailable', detail: hindranceDetails[opened] });
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
