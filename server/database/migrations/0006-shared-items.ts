/** Assets and jobs, the links of records to them, and the kinds of their changes. */
import { sql, type Kysely } from 'kysely';

const statements = [
  `alter table changes drop constraint changes_kind_check`,
  `alter table changes add constraint changes_kind_check check (
    kind in ('saved', 'edited', 'deleted', 'asset-saved', 'asset-deleted', 'job-saved', 'job-deleted')
  )`,
  `create table shared_items (
    id uuid primary key,
    type text not null check (type in ('asset', 'job')),
    number text,
    change_id uuid not null references changes (id),
    sequence bigint not null unique,
    at text collate "C" not null,
    is_deleted boolean not null,
    received_at timestamptz not null
  )`,
  `create index shared_items_by_type on shared_items (type, sequence) where not is_deleted`,
  `alter table records add column asset_id uuid, add column job_id uuid, add column purpose text`,
  `create index records_by_asset on records (asset_id, sequence) where asset_id is not null`,
  `create index records_by_job on records (job_id, sequence) where job_id is not null`,
];

/** Creates them. Records that arrived before belong to no asset. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
