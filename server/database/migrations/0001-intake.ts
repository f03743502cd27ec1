/** The intake's tables. `at` sorts by bytes, as readings of the hybrid clock do, whatever the database's language. */
import { sql, type Kysely } from 'kysely';

const statements = [
  `create table devices (
    id uuid primary key,
    name text not null,
    location text not null,
    registered_at timestamptz not null,
    last_seen_at timestamptz,
    revoked_at timestamptz
  )`,
  `create table tokens (
    hash text primary key,
    role text not null check (role in ('device', 'engineer')),
    device_id uuid references devices (id),
    label text,
    created_at timestamptz not null,
    first_used_at timestamptz,
    revoked_at timestamptz,
    check ((role = 'device') = (device_id is not null))
  )`,
  `create index tokens_by_device on tokens (device_id)`,
  `create table blob_parts (
    owner uuid not null,
    sha256 text not null,
    part_offset integer not null,
    total_bytes integer not null,
    content bytea not null,
    received_at timestamptz not null,
    primary key (owner, sha256, part_offset)
  )`,
  `create index blob_parts_by_age on blob_parts (received_at)`,
  `create table blobs (
    sha256 text primary key,
    bytes integer not null,
    mime text not null,
    stored_at timestamptz not null
  )`,
  `create table blob_owners (
    sha256 text not null references blobs (sha256),
    owner uuid not null,
    primary key (owner, sha256)
  )`,
  `create index blob_owners_by_blob on blob_owners (sha256)`,
  `create table intake_counter (
    id integer primary key check (id = 1),
    sequence bigint not null,
    clock text not null
  )`,
  `insert into intake_counter (id, sequence, clock) values (1, 0, '1970-01-01T00:00:00.000Z_0000_server')`,
  `create table changes (
    id uuid primary key,
    sequence bigint not null unique,
    record_id uuid not null,
    kind text not null check (kind in ('saved', 'edited', 'deleted')),
    at text collate "C" not null,
    author uuid not null,
    deliverer uuid,
    content text not null,
    content_hash text not null,
    server_clock text not null,
    received_at timestamptz not null
  )`,
  `create index changes_by_record on changes (record_id, at)`,
  `create table records (
    id uuid primary key,
    author uuid not null,
    deliverer uuid,
    change_id uuid not null references changes (id),
    sequence bigint not null unique,
    at text collate "C" not null,
    is_deleted boolean not null,
    first_received_at timestamptz not null,
    received_at timestamptz not null,
    taken_at timestamptz,
    utc_offset_minutes integer,
    file_name text,
    note text,
    pack_id text,
    pack_version text,
    pack_title text,
    grade_label text,
    grade_title text,
    grade_group text,
    grade_confidence double precision,
    grade_refused text,
    anomaly_score double precision,
    is_anomalous boolean,
    anomaly_level text,
    anomaly_level_title text,
    box_count integer,
    photo_sha256 text,
    thumbnail_sha256 text
  )`,
  `create index records_by_author on records (author, sequence)`,
  `create index records_by_deliverer on records (deliverer, sequence)`,
  `create index records_by_time on records (taken_at)`,
  `create table audit_log (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    actor text not null,
    action text not null,
    subject text not null,
    request_id text
  )`,
  `create index audit_log_by_time on audit_log (at)`,
  // Counts of a minute: not worth a write-ahead log.
  `create unlogged table rate_limits (
    key varchar(255) primary key,
    points integer not null default 0,
    expire bigint
  )`,
];

/** Creates the tables. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
