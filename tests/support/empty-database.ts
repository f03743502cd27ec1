/** A data folder with an embedded database that `scripts/build/build-test-data.mjs` has created: no rows, all tables. */
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const made = '.vite/test-data/database';

/** Puts the database into `dataDir`, unless there is one or none was built. */
export function addEmptyDatabase(dataDir: string): void {
  const path = join(dataDir, 'database');
  if (existsSync(made) && !existsSync(path)) cpSync(made, path, { recursive: true });
}
