/** Taught packs among the shared items, and the blobs of packs that the office offers: every device may read those. */
import { sql, type Kysely } from 'kysely';

const statements = [
  `alter table changes drop constraint changes_kind_check`,
  `alter table changes add constraint changes_kind_check check (
    kind in (
      'saved', 'edited', 'deleted', 'asset-saved', 'asset-deleted', 'job-saved', 'job-deleted', 'pack-saved', 'pack-deleted'
    )
  )`,
  `alter table shared_items drop constraint shared_items_type_check`,
  `alter table shared_items add constraint shared_items_type_check check (type in ('asset', 'job', 'pack'))`,
  `create table offered_blobs (
    item_id uuid not null references shared_items (id),
    sha256 text not null,
    primary key (item_id, sha256)
  )`,
  `create index offered_blobs_by_hash on offered_blobs (sha256)`,
];

/** Creates them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
