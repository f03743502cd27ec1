/** Restores a backup into an empty server, with either database and either blob store. */
import { sql, type Kysely } from 'kysely';
import * as v from 'valibot';
import type { Archive, ArchiveFault } from '../../src/archive/read-archive';
import { parseJson } from '../../src/domain/json';
import { fail, succeed, type Result } from '../../src/domain/result';
import type { Database } from '../database/schema';
import { sha256Hex } from '../../node-host/sha256';
import { withArchive } from '../../node-host/with-archive';
import type { ServerDependencies } from '../dependencies';
import { listTables, migrationNames } from './tables';

/** Why nothing was restored. */
export type RestoreFault =
  | { readonly kind: 'not-empty' }
  | { readonly kind: 'not-a-zip' }
  | { readonly kind: 'no-listing' }
  | { readonly kind: 'other-version'; readonly backup: string; readonly server: string };

const listingSchema = v.object({
  format: v.literal(1),
  migrations: v.array(v.string()),
  tables: v.array(v.object({ name: v.pipe(v.string(), v.regex(/^[a-z_]+$/)), rows: v.number() })),
  blobs: v.number(),
});

type Listing = v.InferOutput<typeof listingSchema>;

/** Of one table or blob. */
const entryLimitBytes = 4 * 1024 ** 3;
const archiveLimits = { entries: 2_000_000, entryBytes: () => entryLimitBytes };
const pageRows = 200;

/** Restores the archive at `path`: all rows or none. Blobs come first, because rows name them. */
export async function restoreBackup(
  dependencies: ServerDependencies,
  path: string,
): Promise<Result<Listing, RestoreFault>> {
  if (!(await isEmpty(dependencies.db))) return fail({ kind: 'not-empty' });
  const restored = await withArchive(path, archiveLimits, (archive) => restoreArchive(dependencies, archive));
  if (restored.ok) return restored;
  const { fault } = restored;
  return fail(isRestoreFault(fault) ? fault : { kind: 'not-a-zip' });
}

function isRestoreFault(fault: RestoreFault | ArchiveFault): fault is RestoreFault {
  return ['not-empty', 'no-listing', 'other-version'].includes(fault.kind);
}

async function restoreArchive(
  dependencies: ServerDependencies,
  archive: Archive,
): Promise<Result<Listing, RestoreFault>> {
  const listing = await readListing(archive);
  if (listing === undefined) return fail({ kind: 'no-listing' });
  const fault = await versionFault(dependencies.db, listing);
  if (fault !== undefined) return fail(fault);
  await restoreBlobs(dependencies, archive);
  await dependencies.db.transaction().execute((trx) => restoreTables(trx, archive, listing));
  return succeed(listing);
}

async function isEmpty(db: Kysely<Database>): Promise<boolean> {
  const device = await db.selectFrom('devices').select('id').limit(1).executeTakeFirst();
  const change = await db.selectFrom('changes').select('id').limit(1).executeTakeFirst();
  return device === undefined && change === undefined;
}

async function readListing(archive: Archive): Promise<Listing | undefined> {
  const file = await archive.read('backup.json');
  const json = file.ok ? parseJson(new TextDecoder().decode(file.value)) : file;
  const parsed = json.ok ? v.safeParse(listingSchema, json.value) : undefined;
  return parsed?.success === true ? parsed.output : undefined;
}

/** Rows only fit the schema they were read from. Restore an older backup with the server version that wrote it, then update. */
async function versionFault(db: Kysely<Database>, { migrations }: Listing): Promise<RestoreFault | undefined> {
  const server = (await migrationNames(db)).join(' ');
  const backup = migrations.join(' ');
  return backup === server ? undefined : { kind: 'other-version', backup, server };
}

async function restoreBlobs({ blobs }: ServerDependencies, archive: Archive): Promise<void> {
  for (const name of archive.names) {
    const [, sha256] = /^blobs\/([0-9a-f]{64})$/.exec(name) ?? [];
    if (sha256 === undefined) continue;
    const file = await archive.read(name);
    if (!file.ok || sha256Hex(file.value) !== sha256) throw new Error(`The archive is damaged at ${name}.`);
    await blobs.put(sha256, file.value);
  }
}

/** The rows that every new server has (its counter, its first engineer) are replaced by those of the backup. */
async function restoreTables(trx: Kysely<Database>, archive: Archive, { tables }: Listing): Promise<void> {
  const known = await listTables(trx);
  for (const name of known.toReversed()) await sql`delete from ${sql.table(name)}`.execute(trx);
  for (const { name, rows } of tables.filter((table) => known.includes(table.name))) {
    const restored = await restoreTable(trx, name, await readTable(archive, name));
    if (restored !== rows) throw new Error(`The archive is damaged: ${restored} of ${rows} rows in ${name}.`);
    await continueIdentity(trx, name);
  }
}

/** Empty if the archive lacks the table: the row count of the listing then reports the damage. */
async function readTable(archive: Archive, name: string): Promise<Uint8Array> {
  const file = await archive.read(`tables/${name}.ndjson`);
  return file.ok ? file.value : new Uint8Array();
}

async function restoreTable(trx: Kysely<Database>, table: string, bytes: Uint8Array): Promise<number> {
  const lines = new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter((line) => line !== '');
  for (let from = 0; from < lines.length; from += pageRows) {
    const page = `[${lines.slice(from, from + pageRows).join(',')}]`;
    const name = sql.table(table);
    await sql`insert into ${name} overriding system value
      select * from json_populate_recordset(null::${name}, ${page}::json)`.execute(trx);
  }
  return lines.length;
}

/** Identity columns continue after the last restored value. */
async function continueIdentity(trx: Kysely<Database>, table: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and is_identity = 'YES'`.execute(trx);
  for (const { name } of rows) {
    await sql`select setval(pg_get_serial_sequence(${table}, ${name}),
      (select coalesce(max(${sql.ref(name)}), 0) + 1 from ${sql.table(table)}), false)`.execute(trx);
  }
}
