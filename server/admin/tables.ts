/** The tables of a backup, in the order in which they can be filled. */
import { sql, type Kysely } from 'kysely';
import type { Database } from '../database/schema';

/** Tables that a backup leaves out: the migrator's, and temporary data. A device sends an incomplete blob again. */
const leftOut = new Set(['kysely_migration', 'kysely_migration_lock', 'rate_limits', 'blob_parts']);

/** All other tables, each after those it refers to. */
export async function listTables(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select c.relname as name from pg_class c
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace order by 1`.execute(db);
  const { rows: references } = await sql<{ child: string; parent: string }>`
    select c.relname as child, p.relname as parent from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_class p on p.oid = k.confrelid
    where k.contype = 'f' and k.conrelid <> k.confrelid`.execute(db);
  const names = tables.map(({ name }) => name).filter((name) => !leftOut.has(name));
  return parentsFirst(names, references);
}

function parentsFirst(
  names: readonly string[],
  references: readonly { readonly child: string; readonly parent: string }[],
): readonly string[] {
  const placed: string[] = [];
  while (placed.length < names.length) {
    const waiting = names.filter((name) => !placed.includes(name));
    const ready = waiting.filter((name) =>
      references.every(({ child, parent }) => child !== name || !waiting.includes(parent)),
    );
    if (ready.length === 0) throw new Error(`These tables refer to each other in a circle: ${waiting.join(', ')}.`);
    placed.push(...ready);
  }
  return placed;
}

/** Names of the migrations that were run, in order. */
export async function migrationNames(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}
