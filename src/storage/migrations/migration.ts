/**
 * One step of the database's history, in the platform's own types: the typed schema describes only the newest version.
 * Append-only: a released step never changes. Its number is its place in `all-migrations.ts`, counted from 1.
 */
export interface Migration {
  readonly name: string;
  up(database: IDBDatabase, transaction: IDBTransaction): void;
}
