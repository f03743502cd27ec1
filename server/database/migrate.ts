/** Brings the database up to date. Several copies may start at once: Kysely holds a lock while it works. */
import { Migrator, sql, type Kysely } from 'kysely';
import { migrations } from './migrations/migrations';
import type { Database } from './schema';

/** Runs the missing migrations and returns their names. Throws if one fails; its transaction is then rolled back. */
export async function migrate(db: Kysely<Database>): Promise<readonly string[]> {
  await refuseOtherEncodings(db);
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('A migration failed.', { cause: error });
  return results.map(({ migrationName }) => migrationName);
}

/** Texts are stored byte for byte only in a UTF-8 database. */
async function refuseOtherEncodings(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ server_encoding: string }>`show server_encoding`.execute(db);
  const [row] = rows;
  if (row?.server_encoding !== 'UTF8')
    throw new Error(`The database must be UTF8, not ${row?.server_encoding ?? '?'}.`);
}
