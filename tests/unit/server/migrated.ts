import type { DatabasePlace } from '../../../server/config';
import { migrate } from '../../../server/database/migrate';
import { openDatabase, type OpenDatabase } from '../../../server/database/open-database';

/** Creating the embedded database takes seconds: one per test file. */
export const openingMs = 60_000;

/** An open database with all tables; in memory where no other place is named. */
export async function openMigrated(place: DatabasePlace = { kind: 'memory' }): Promise<OpenDatabase> {
  const database = await openDatabase(place, () => undefined);
  await migrate(database.db);
  return database;
}
