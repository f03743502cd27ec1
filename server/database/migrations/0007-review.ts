/** Whether and by whom a verdict was confirmed or changed, for lists and filters. */
import { sql, type Kysely } from 'kysely';

/** Records that arrived before have no corrections. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table records add column review text, add column reviewed_by text, add column reviewed_at text`.execute(
    db,
  );
}
