/** A real server, its data, and direct reads of them for the checker. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { freshDatabase } from '../../support/fresh-database';
import { startServer, type ServerProcess } from '../../support/server-process';
import type { Kept, StoredChange } from './ledger';

/** Which database the server uses. */
export type DrillDatabase = 'embedded' | 'postgres';

/** What to start. */
export interface DrillPlan {
  readonly database: DrillDatabase;
  readonly env?: Readonly<Record<string, string>>;
  readonly preload?: readonly string[];
  /** Instead of a fresh one in the project's cluster. */
  readonly databaseUrl?: string;
  /** Instead of a fresh folder; it is not removed. */
  readonly dataDir?: string;
}

/** A server, its folder and its database. */
export interface DrillServer {
  readonly server: ServerProcess;
  readonly dataDir: string;
  /** Set if the database is PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** Everything that is stored, read without the server. The embedded database has one user, so the server is stopped first. */
  readonly kept: () => Promise<Kept>;
  readonly close: () => Promise<void>;
}

/** The preload that kills the server at a step: the bundle of `crash-at.ts`. */
export const crashAtPreload = 'crash-at';

/** Starts a server on an empty database. Rate limits are off, because drills send as fast as they can. */
export async function startDrillServer(plan: DrillPlan): Promise<DrillServer> {
  const dataDir = plan.dataDir ?? (await mkdtemp(join(tmpdir(), 'fieldgrade-drill-')));
  const fresh = plan.database === 'postgres' && plan.databaseUrl === undefined ? await freshDatabase() : undefined;
  const databaseUrl = plan.databaseUrl ?? fresh?.url;
  const env = {
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl ?? '',
    RATE_LIMIT: 'off',
    LOG_LEVEL: 'warn',
    LEGACY_API: 'off',
    ...plan.env,
  };
  const server = await startServer({ env, preload: plan.preload ?? [] });
  return {
    server,
    dataDir,
    databaseUrl,
    kept: async () => {
      if (databaseUrl === undefined) await server.stop();
      const rows = await (databaseUrl === undefined ? readEmbedded(dataDir) : readPostgres(databaseUrl));
      return { ...rows, blob: await blobReader(join(dataDir, 'blobs')) };
    },
    close: async () => {
      await server.kill();
      await fresh?.drop();
      if (plan.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const changesSql = 'SELECT id AS "changeId", sequence::int AS sequence, content AS text FROM changes';
const recordsSql = 'SELECT id AS "recordId", change_id AS "changeId" FROM records';
type Rows = Omit<Kept, 'blob'>;
type StoredRecord = Rows['records'][number];

async function readPostgres(url: string): Promise<Rows> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const changes = await client.query<StoredChange>(changesSql);
    const records = await client.query<StoredRecord>(recordsSql);
    return { changes: changes.rows, records: records.rows };
  } finally {
    await client.end();
  }
}

async function readEmbedded(dataDir: string): Promise<Rows> {
  const pglite = new PGlite({ dataDir: join(dataDir, 'database') });
  try {
    const changes = await pglite.query<StoredChange>(changesSql);
    const records = await pglite.query<StoredRecord>(recordsSql);
    return { changes: changes.rows, records: records.rows };
  } finally {
    await pglite.close();
  }
}

/** Finds blobs by file name, in any subfolder. */
async function blobReader(dir: string): Promise<Kept['blob']> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /^[0-9a-f]{64}$/.test(entry.name));
  const pathByHash = new Map(files.map(({ name, parentPath }) => [basename(name), join(parentPath, name)]));
  return async (sha256) => {
    const path = pathByHash.get(sha256);
    return path === undefined ? undefined : readFile(path);
  };
}
