/** A backup: a ZIP file with each table as JSON lines, as PostgreSQL writes them, and every blob. */
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { sql, type Kysely } from 'kysely';
import { archiveStream, type ArchiveEntry } from '../../src/archive/write-archive';
import type { Database } from '../database/schema';
import type { ServerDependencies } from '../dependencies';
import { listTables, migrationNames } from './tables';

/** The content of `backup.json`. */
export interface BackupListing {
  readonly format: 1;
  readonly madeAt: string;
  /** The migrations that had been run. */
  readonly migrations: readonly string[];
  /** Rows by table, parents before their children. */
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  readonly blobs: number;
}

const pageRows = 500;

/** Writes the archive to `path`. All rows are read in one snapshot, while the server continues. */
export async function writeBackup(dependencies: ServerDependencies, path: string): Promise<BackupListing> {
  const unfinished = `${path}.part`;
  const done: { listing?: BackupListing } = {};
  await dependencies.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) => pipeline(archiveStream(backupFiles(trx, dependencies, done)), createWriteStream(unfinished)));
  if (done.listing === undefined) throw new Error('the archive ended without its listing');
  await rename(unfinished, path);
  return done.listing;
}

/** The listing comes last, since it counts what was written; it is also put into `done`. */
async function* backupFiles(
  trx: Kysely<Database>,
  { blobs, now }: ServerDependencies,
  done: { listing?: BackupListing },
): AsyncGenerator<ArchiveEntry> {
  const text = { modifiedAt: new Date(now()), packing: 'deflated' } as const;
  const tables: { name: string; rows: number }[] = [];
  for (const name of await listTables(trx)) {
    const table = { name, rows: 0 };
    tables.push(table);
    yield { ...text, name: `tables/${name}.ndjson`, content: tableLines(trx, table) };
  }
  const names = await blobNames(trx);
  // Photos are compressed already.
  for (const sha256 of names) {
    yield { ...text, packing: 'stored', name: `blobs/${sha256}`, content: wholeBlob(sha256, await blobs.read(sha256)) };
  }
  const madeAt = text.modifiedAt.toISOString();
  done.listing = { format: 1, madeAt, migrations: await migrationNames(trx), tables, blobs: names.length };
  yield { ...text, name: 'backup.json', content: JSON.stringify(done.listing, undefined, 2) };
}

/** The rows as JSON lines, a page in memory at a time. Counts them in `table`. */
async function* tableLines(
  trx: Kysely<Database>,
  table: { readonly name: string; rows: number },
): AsyncGenerator<string> {
  const name = sql.table(table.name);
  await sql`declare backup_rows cursor for select row_to_json(t)::text as line from ${name} t`.execute(trx);
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch ${sql.lit(pageRows)} from backup_rows`.execute(trx);
    if (rows.length === 0) break;
    table.rows += rows.length;
    yield rows.map(({ line }) => `${line}\n`).join('');
  }
  await sql`close backup_rows`.execute(trx);
}

async function blobNames(trx: Kysely<Database>): Promise<readonly string[]> {
  const rows = await trx.selectFrom('blobs').select('sha256').orderBy('sha256').execute();
  return rows.map(({ sha256 }) => sha256);
}

function wholeBlob(sha256: string, bytes: Uint8Array | undefined): Uint8Array {
  if (bytes === undefined) throw new Error(`The blob store lacks ${sha256}, which the database names.`);
  return bytes;
}
