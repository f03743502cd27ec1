/**
 * One upgrade of the database, in the platform's types: the typed schema describes only the newest version. A released
 * migration never changes. Its number is its position in `all-migrations.ts`, counted from 1.
 */
export interface Migration {
  readonly name: string;
  up(database: IDBDatabase, transaction: IDBTransaction): void;
}
