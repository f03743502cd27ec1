/** The tables of the legacy API. */
import { sql, type Kysely } from 'kysely';

const statements = [
  `create table earlier_users (
    id bigint generated always as identity primary key,
    name text not null,
    location text not null,
    registered_at timestamptz not null
  )`,
  `create table earlier_predictions (
    id bigint generated always as identity primary key,
    file_name text not null,
    grade text,
    confidence double precision not null,
    model_version text not null,
    predicted_at timestamptz not null
  )`,
  `create index earlier_predictions_by_time on earlier_predictions (predicted_at)`,
  `create table earlier_analyses (
    sequence bigint generated always as identity primary key,
    id text not null unique,
    transformer_id text not null,
    file_name text not null,
    threshold double precision not null,
    detection text not null,
    analysed_at timestamptz not null
  )`,
  `create index earlier_analyses_by_transformer on earlier_analyses (transformer_id, sequence)`,
  `create table earlier_outputs (
    id text not null,
    view text not null check (view in ('mask', 'overlay', 'filtered', 'bounded')),
    sha256 text not null,
    made_at timestamptz not null,
    primary key (id, view)
  )`,
  `create index earlier_outputs_by_age on earlier_outputs (made_at)`,
];

/** Creates the tables. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
