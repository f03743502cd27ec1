/** Opens the database and brings it up to date, step by step. */
import { openDB, unwrap } from 'idb';
import type { IDBPDatabase } from 'idb';
import { fail, succeed } from '../domain/result';
import type { Result } from '../domain/result';
import type { StorageFault } from '../domain/record';
import type { Migration } from './migrations/migration';
import type { FieldgradeSchema } from './schema';

/** The open database. */
export type Database = IDBPDatabase<FieldgradeSchema>;

/** Where the database is and how it came to be. */
export interface DatabaseSpec {
  readonly name: string;
  readonly migrations: readonly Migration[];
}

/**
 * Opens `spec.name`. `onLost` is called when the browser ends the connection or a newer version of the app wants it.
 * Fails with `newer-database` where a newer app has been here, and with `storage-unavailable` where another tab holds
 * an old version open and will not let go.
 */
export async function openDatabase(spec: DatabaseSpec, onLost: () => void): Promise<Result<Database, StorageFault>> {
  let reportBlocked: (word: 'blocked') => void;
  const blocked = new Promise<'blocked'>((resolve) => {
    reportBlocked = resolve;
  });
  const opening = openDB<FieldgradeSchema>(spec.name, spec.migrations.length, {
    upgrade(database, oldVersion, _newVersion, transaction) {
      for (const step of spec.migrations.slice(oldVersion)) step.up(unwrap(database), unwrap(transaction));
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

/** The late connection is nobody's: the next attempt opens its own. */
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
