/** Whether a person decided about a picture that the pack refused, so that lists say so of a grade as of a severity. */
import { sql, type Kysely } from 'kysely';

/** A change may have 256 KiB. */
const batchSize = 100;

interface Row {
  readonly id: string;
  readonly content: string | null;
}

/** Adds the column and fills it: the pack refused the picture of a changed record, which has a grade or a severity now. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table records add column is_decision boolean`.execute(db);
  for (let after = ''; ;) {
    const rows = await readBatch(db, after);
    for (const { id, content } of rows) {
      if (content !== null && isRefused(JSON.parse(content))) {
        await sql`update records set is_decision = true where id = ${id}::uuid`.execute(db);
      }
    }
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
    where records.review = 'changed' and records.id::text > ${after}
      and (records.grade_refused is null or (records.anomaly_score is null and records.anomaly_level is not null))
    order by records.id::text limit ${batchSize}`.execute(db);
  return rows;
}

function isRefused(change: unknown): boolean {
  const record = fieldOf(change, 'record');
  return fieldOf(record, 'refused') !== undefined || fieldOf(fieldOf(record, 'grade'), 'refused') !== undefined;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
