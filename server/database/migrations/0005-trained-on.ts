/** What the pack of a record learned from, as JSON: it decides how the confidence of a grade is stated in lists. */
import { sql, type Kysely } from 'kysely';

/** Records that arrived before have no such fact. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table records add column trained_on text`.execute(db);
}
