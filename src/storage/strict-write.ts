import type { IDBPTransaction, StoreNames } from 'idb';
import type { Database } from './open-database';
import type { FieldgradeSchema } from './schema';

/**
 * Does `work` in one writing transaction of strict durability: all of it is on the disk when this resolves, or none of it.
 * `work` may await only requests of this transaction.
 */
export async function strictWrite<const Names extends readonly StoreNames<FieldgradeSchema>[], Value>(
  database: Database,
  stores: Names,
  work: (transaction: IDBPTransaction<FieldgradeSchema, Names, 'readwrite'>) => Promise<Value>,
): Promise<Value> {
  const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
  try {
    const value = await work(transaction);
    await transaction.done;
    return value;
  } catch (error) {
    abort(transaction);
    await transaction.done.catch(() => undefined);
    throw error;
  }
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // A failed request has aborted the transaction already.
  }
}
