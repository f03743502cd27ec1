/** Every write of an inspection or of the outbox: prepared outside a transaction, committed in one if nothing has changed. */
import type { Database } from './open-database';
import type { ContentStore, ContentTransaction } from './schema';
import { strictWrite } from './strict-write';

/** A write in two steps. */
export interface PreparedWrite<Snapshot, Value> {
  /** The stores of both transactions. */
  readonly stores: readonly ContentStore[];
  /** Reads everything that `prepare` depends on. Called again inside the commit. */
  readonly read: <Mode extends IDBTransactionMode>(transaction: ContentTransaction<Mode>) => Promise<Snapshot>;
  /** Text that differs whenever `snapshot` has changed in a way that matters. */
  readonly versionOf: (snapshot: Snapshot) => string;
  /** Composes, hashes and seals what is to be written: no transaction is open, so that anything may be awaited. */
  readonly prepare: (snapshot: Snapshot) => Promise<Commit<Value>>;
}

/** Writes what was prepared. May await only requests of `transaction`. */
export type Commit<Value> = (transaction: ContentTransaction) => Promise<Value>;

/** The rows changed in between each time, so that nothing was written. */
export class WriteConflict extends Error {
  readonly attempts: number;

  constructor(attempts: number) {
    super(`the rows changed during each of ${attempts} attempts`);
    this.attempts = attempts;
  }
}

/** Writes of one tab wait for each other, so that only other tabs and the service worker can come in between. */
const mostAttempts = 10;

/**
 * Reads, prepares, and commits in one strict transaction unless a row that was read has changed since; then it prepares
 * again. Rejects with `WriteConflict` after `mostAttempts`.
 */
export async function prepareAndCommit<Snapshot, Value>(
  database: Database,
  write: PreparedWrite<Snapshot, Value>,
): Promise<Value> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const snapshot = await readOnce(database, write);
    const commit = await write.prepare(snapshot);
    const outcome = await commitUnlessChanged(database, write, write.versionOf(snapshot), commit);
    if (outcome !== 'changed') return outcome.value;
  }
  throw new WriteConflict(mostAttempts);
}

async function readOnce<Snapshot>(
  database: Database,
  { stores, read }: Pick<PreparedWrite<Snapshot, unknown>, 'stores' | 'read'>,
): Promise<Snapshot> {
  const transaction = database.transaction(stores);
  const snapshot = await read(transaction);
  await transaction.done;
  return snapshot;
}

function commitUnlessChanged<Snapshot, Value>(
  database: Database,
  { stores, read, versionOf }: PreparedWrite<Snapshot, Value>,
  version: string,
  commit: Commit<Value>,
): Promise<'changed' | { readonly value: Value }> {
  return strictWrite(database, stores, async (transaction) => {
    if (versionOf(await read(transaction)) !== version) return 'changed';
    return { value: await commit(transaction) };
  });
}
