/** One archive of everything: a ZIP with each table as lines of JSON, as PostgreSQL itself writes them, and every blob. */
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { sql, type Kysely } from 'kysely';
import { configure, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import type { Database } from '../database/schema';
import type { ServerDependencies } from '../dependencies';
import { listTables, migrationNames } from './tables';

configure({ useWebWorkers: false });

/** What `backup.json` says. */
export interface BackupListing {
  readonly format: 1;
  readonly madeAt: string;
  /** The steps of the database that had been taken. */
  readonly migrations: readonly string[];
  /** Rows by table, parents before their children. */
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  readonly blobs: number;
}

const pageRows = 500;

/** Writes the archive to `path`. The rows are those of one moment, although the server goes on. */
export async function writeBackup({ db, blobs, now }: ServerDependencies, path: string): Promise<BackupListing> {
  const unfinished = `${path}.part`;
  const file = createWriteStream(unfinished, { flags: 'w' });
  const zip = new ZipWriter(Writable.toWeb(file), { zip64: true, level: 6 });
  const listing = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const tables = await writeTables(trx, zip);
      const names = await blobNames(trx);
      for (const sha256 of names) await writeBlob(zip, sha256, await blobs.read(sha256));
      const madeAt = new Date(now()).toISOString();
      return { format: 1, madeAt, migrations: await migrationNames(trx), tables, blobs: names.length } as const;
    });
  await zip.add('backup.json', new Uint8ArrayReader(encode(JSON.stringify(listing, undefined, 2))));
  await zip.close();
  await rename(unfinished, path);
  return listing;
}

async function writeTables(trx: Kysely<Database>, zip: ZipWriter<unknown>): Promise<BackupListing['tables']> {
  const tables: { name: string; rows: number }[] = [];
  for (const name of await listTables(trx)) tables.push({ name, rows: await writeTable(trx, zip, name) });
  return tables;
}

async function writeTable(trx: Kysely<Database>, zip: ZipWriter<unknown>, table: string): Promise<number> {
  let rows = 0;
  const lines = new ReadableStream<Uint8Array>({
    start: async () => {
      await sql`declare backup_rows cursor for select row_to_json(t)::text as line from ${sql.table(table)} t`.execute(
        trx,
      );
    },
    pull: async (to) => {
      const page = await sql<{ line: string }>`fetch ${sql.lit(pageRows)} from backup_rows`.execute(trx);
      rows += page.rows.length;
      if (page.rows.length === 0) to.close();
      else to.enqueue(encode(page.rows.map(({ line }) => `${line}\n`).join('')));
    },
  });
  await zip.add(`tables/${table}.ndjson`, lines);
  await sql`close backup_rows`.execute(trx);
  return rows;
}

async function blobNames(trx: Kysely<Database>): Promise<readonly string[]> {
  const rows = await trx.selectFrom('blobs').select('sha256').orderBy('sha256').execute();
  return rows.map(({ sha256 }) => sha256);
}

async function writeBlob(zip: ZipWriter<unknown>, sha256: string, bytes: Uint8Array | undefined): Promise<void> {
  if (bytes === undefined) throw new Error(`The blob store lacks ${sha256}, which the database names.`);
  // Photos are compressed already.
  await zip.add(`blobs/${sha256}`, new Uint8ArrayReader(new Uint8Array(bytes)), { level: 0 });
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
