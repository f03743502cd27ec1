/**
 * Creates embedded databases with all tables and without rows: the folder `database`, and `memory.tar` for those in memory, in the folder of
 * the first argument. Tests copy them instead of creating their own.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect } from 'kysely';
import { migrate } from '../../server/database/migrate';
import { openDatabase } from '../../server/database/open-database';
import { createPglitePool } from '../../server/database/pglite-pool';
import type { Database } from '../../server/database/schema';

const [, , dir = ''] = process.argv;
mkdirSync(dir, { recursive: true });

const pglite = new PGlite();
await pglite.waitReady;
await migrate(new Kysely<Database>({ dialect: new PostgresDialect({ pool: createPglitePool(pglite) }) }));
const dump = await pglite.dumpDataDir('none');
writeFileSync(join(dir, 'memory.tar'), new Uint8Array(await dump.arrayBuffer()));

const { db, close } = await openDatabase({ kind: 'embedded', dir: join(dir, 'database') }, () => undefined);
await migrate(db);
await close();
