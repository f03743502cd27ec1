/** The action that a pack gives to a severity: lists take its colour from it. */
import { sql, type Kysely } from 'kysely';

/** A change may have 256 KiB. */
const batchSize = 100;

interface Row {
  readonly id: string;
  readonly content: string | null;
}

/** Adds the column and fills it from the newest change of each record that has content. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table records add column anomaly_action text`.execute(db);
  for (let after = ''; ; ) {
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
    where records.anomaly_level is not null and records.id::text > ${after}
    order by records.id::text limit ${batchSize}`.execute(db);
  return rows;
}

async function fill(db: Kysely<unknown>, { id, content }: Row): Promise<void> {
  const action = content === null ? undefined : actionIn(JSON.parse(content));
  if (action !== undefined)
    await sql`update records set anomaly_action = ${action} where id = ${id}::uuid`.execute(db);
}

/** `record.anomaly.action` of a change; undefined where it is no text that PostgreSQL can store. */
function actionIn(change: unknown): string | undefined {
  const action = ['record', 'anomaly', 'action'].reduce<unknown>(fieldOf, change);
  return typeof action === 'string' ? action.replaceAll('\0', '') : undefined;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}
