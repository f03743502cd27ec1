/** Trainings of the classifier of the legacy API, and the heads that passed. */
import { sql, type Kysely } from 'kysely';

const statements = [
  `create table retrain_jobs (
    id uuid primary key,
    sequence bigint generated always as identity unique,
    state text not null check (state in ('queued', 'running', 'passed', 'kept-previous', 'failed', 'interrupted')),
    file_name text not null,
    requested_by text not null,
    requested_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    owner uuid not null,
    alive_at timestamptz not null,
    progress text,
    outcome text,
    insights text
  )`,
  `create index retrain_jobs_open on retrain_jobs (sequence) where state in ('queued', 'running')`,
  `create table classifier_heads (
    id uuid primary key references retrain_jobs (id),
    sequence bigint generated always as identity unique,
    made_at timestamptz not null,
    pack_id text not null,
    version text not null,
    manifest text not null,
    files text not null,
    accuracy double precision not null,
    learned_from text not null
  )`,
];

/** Creates the tables. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
