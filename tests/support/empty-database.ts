/** Embedded databases that `scripts/build/build-test-data.mjs` has created: no rows, all tables. */
import { cpSync, existsSync, openAsBlob } from 'node:fs';
import { join } from 'node:path';
import type { DatabasePlace } from '../../server/config';

const made = '.vite/test-data/database';

/** Puts the database into `dataDir`, unless there is one or none was built. */
export function addEmptyDatabase(dataDir: string): void {
  const path = join(dataDir, 'database');
  if (existsSync(made) && !existsSync(path)) cpSync(made, path, { recursive: true });
}

const dumped = '.vite/test-data/memory.tar';

/** A database in memory, with all tables if one was built. The caller still migrates it. */
export async function memoryPlace(): Promise<DatabasePlace> {
  return existsSync(dumped) ? { kind: 'memory', dump: await openAsBlob(dumped) } : { kind: 'memory' };
}
