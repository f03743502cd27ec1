/** Opens the database: the same SQL on the embedded PGlite and on PostgreSQL. */
import { mkdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool, TypeOverrides } from 'pg';
import type { DatabasePlace } from '../config';
import { durableStart, DurableFiles } from './durable-files';
import { createPglitePool } from './pglite-pool';
import type { Database } from './schema';

/** An open database. */
export interface OpenDatabase {
  readonly db: Kysely<Database>;
  /** The pool of PostgreSQL, for libraries that use it without Kysely. */
  readonly pool?: Pool;
  readonly close: () => Promise<void>;
}

/** The PostgreSQL type `int8`. Our numbers stay below 2^53; as text they would compare wrongly. */
const int8 = 20;

/**
 * Time limits of a query, in milliseconds. The database's limit is the shorter one, so that it cancels a query before this client
 * does; `silenceMs` is for a connection that no longer responds.
 */
const limits = { statementMs: 15_000, silenceMs: 20_000, connectMs: 5_000, idleInTransactionMs: 20_000 };

/** Opens the database at `place`. The first query opens the first connection to PostgreSQL. */
export async function openDatabase(place: DatabasePlace, onIdleError: (error: Error) => void): Promise<OpenDatabase> {
  if (place.kind === 'postgres') return openPostgres(place, onIdleError);
  if (place.kind === 'embedded') await mkdir(place.dir, { recursive: true });
  const pglite = new PGlite({
    ...(place.kind === 'memory' && place.dump !== undefined ? { loadDataDir: place.dump } : {}),
    ...(place.kind === 'embedded' ? { fs: new DurableFiles(place.dir), startParams: [...durableStart] } : {}),
    parsers: { [int8]: Number },
  });
  await pglite.waitReady;
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: createPglitePool(pglite) }) });
  await sql`select 1`.execute(db);
  return { db, close: () => db.destroy() };
}

function openPostgres(
  { url, connections }: Extract<DatabasePlace, { kind: 'postgres' }>,
  onIdleError: (error: Error) => void,
): OpenDatabase {
  const types = new TypeOverrides();
  types.setTypeParser(int8, Number);
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: limits.connectMs,
    statement_timeout: limits.statementMs,
    query_timeout: limits.silenceMs,
    idle_in_transaction_session_timeout: limits.idleInTransactionMs,
    keepAlive: true,
    application_name: 'fieldgrade',
    types,
  });
  // A restarted database breaks idle connections; without a listener that would end the process.
  pool.on('error', onIdleError);
  // The pool does not listen to connections in use either: one may break between two queries, and the next query then fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}
