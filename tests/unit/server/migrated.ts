import type { DatabasePlace } from '../../../server/config';
import { migrate } from '../../../server/database/migrate';
import { openDatabase, type OpenDatabase } from '../../../server/database/open-database';
import { memoryPlace } from '../../support/empty-database';

/** Creating the embedded database takes seconds where none was built before: one per test file. */
export const openingMs = 60_000;

/** An open database with all tables; in memory where no other place is named. */
export async function openMigrated(place?: DatabasePlace): Promise<OpenDatabase> {
  const database = await openDatabase(place ?? (await memoryPlace()), () => undefined);
  await migrate(database.db);
  return database;
}
