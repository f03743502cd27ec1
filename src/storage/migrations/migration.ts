/**
 * One upgrade of the database, in the platform's types: the typed schema describes only the newest version. A released
 * migration never changes. Its number is its position in `all-migrations.ts`, counted from 1.
 */
export interface Migration {
  readonly name: string;
  /**
   * Upgrades the database in the transaction of the upgrade. A migration that reads rows returns a promise that is resolved
   * in the callback of its last request: the next migration must see everything that it has written.
   */
  up(database: IDBDatabase, transaction: IDBTransaction): void | Promise<void>;
}
