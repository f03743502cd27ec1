/** The office's sessions, and the indexes of its filters. */
import { sql, type Kysely } from 'kysely';

const statements = [
  `create table office_sessions (
    hash text primary key,
    token_hash text not null references tokens (hash) on delete cascade,
    expires_at timestamptz not null
  )`,
  `create index records_by_pack on records (pack_id, sequence)`,
  `create index records_by_grade on records (grade_label, sequence) where grade_label is not null`,
  `create index records_by_level on records (anomaly_level, sequence) where anomaly_level is not null`,
  `create index records_deleted on records (sequence) where is_deleted`,
];

/** Creates them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
