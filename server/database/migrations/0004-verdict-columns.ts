/** What lists need to show a verdict as the app does: the action of a severity (its colour) and whether a grade is indicative. */
import { sql, type Kysely } from 'kysely';

/** A change may have 256 KiB. */
const batchSize = 100;

interface Row {
  readonly id: string;
  readonly content: string | null;
}

/** Adds the columns and fills them from the newest change of each record that has content. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table records add column anomaly_action text, add column grade_indicative boolean`.execute(db);
  for (let after = ''; ;) {
    const rows = await readBatch(db, after);
    for (const row of rows) await fill(db, row);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

async function readBatch(db: Kysely<unknown>, after: string): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select records.id::text as id, (
      select changes.content from changes
      where changes.record_id = records.id and changes.kind <> 'deleted'
      order by changes.at desc limit 1) as content
    from records
    where records.pack_id is not null and records.id::text > ${after}
    order by records.id::text limit ${batchSize}`.execute(db);
  return rows;
}

async function fill(db: Kysely<unknown>, { id, content }: Row): Promise<void> {
  const change: unknown = content === null ? undefined : JSON.parse(content);
  const action = fieldIn(change, ['record', 'anomaly', 'action']);
  const indicative = fieldIn(change, ['record', 'grade', 'indicative']);
  // PostgreSQL stores no NUL in a text.
  const storedAction = typeof action === 'string' ? action.replaceAll('\0', '') : null;
  const storedIndicative = typeof indicative === 'boolean' ? indicative : null;
  await sql`
    update records set anomaly_action = ${storedAction}, grade_indicative = ${storedIndicative}
    where id = ${id}::uuid`.execute(db);
}

function fieldIn(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(fieldOf, value);
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
