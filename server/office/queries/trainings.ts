/** Trainings of the classifier that clients started with `POST /retrain`, and the insights of their pictures. */
import type { Kysely } from 'kysely';
import * as v from 'valibot';
import { parseJson } from '../../../src/domain/json';
import type { Database } from '../../database/schema';
import { findInsights, findServed } from '../../training/training-store';
import type { JobState, TrainingTables } from '../../training/training-tables';

const outcomeSchema = v.looseObject({
  error: v.exactOptional(v.string()),
  report: v.exactOptional(
    v.looseObject({
      accuracy: v.number(),
      classes: v.array(
        v.looseObject({ label: v.string(), pictures: v.number(), precision: v.number(), recall: v.number() }),
      ),
    }),
  ),
  unused: v.exactOptional(v.array(v.looseObject({ name: v.string(), reason: v.string() }))),
});

const progressSchema = v.looseObject({ done: v.number(), total: v.number() });

const insightsSchema = v.looseObject({
  total_images: v.number(),
  images_per_class: v.record(v.string(), v.number()),
  samples: v.record(v.string(), v.array(v.looseObject({ filename: v.string(), image: v.string() }))),
  duplicates: v.number(),
  near_duplicates: v.nullable(v.number()),
  unreadable: v.array(v.string()),
});

/** One training. */
export interface Training {
  readonly id: string;
  readonly state: JobState;
  readonly fileName: string;
  readonly engineer: string;
  readonly requestedAt: Date;
  readonly progress: v.InferOutput<typeof progressSchema> | undefined;
  readonly outcome: v.InferOutput<typeof outcomeSchema>;
}

export type TrainingInsights = v.InferOutput<typeof insightsSchema>;

/** What the page of trainings shows. */
export interface Trainings {
  /** The newest first. */
  readonly jobs: readonly Training[];
  /** The version that serves; undefined before the first training that passed. */
  readonly served: string | undefined;
  readonly insights: TrainingInsights | undefined;
}

const mostListed = 50;

/** Reads them. */
export async function readTrainings(database: Kysely<Database>): Promise<Trainings> {
  const db = database.withTables<TrainingTables>();
  const rows = await db
    .selectFrom('retrain_jobs')
    .select(['id', 'state', 'file_name', 'requested_by', 'requested_at', 'progress', 'outcome'])
    .orderBy('sequence', 'desc')
    .limit(mostListed)
    .execute();
  const served = await findServed(db);
  return {
    jobs: rows.map((row) => ({
      ...{ id: row.id, state: row.state, fileName: row.file_name, engineer: row.requested_by },
      requestedAt: row.requested_at,
      progress: readJson(progressSchema, row.progress),
      outcome: readJson(outcomeSchema, row.outcome) ?? {},
    })),
    served: served?.version,
    insights: readJson(insightsSchema, (await findInsights(db)) ?? null),
  };
}

/** Undefined where there is none, or one of another version of the server. */
function readJson<Output>(schema: v.GenericSchema<unknown, Output>, text: string | null): Output | undefined {
  const json = text === null ? undefined : parseJson(text);
  const parsed = json?.ok === true ? v.safeParse(schema, json.value) : undefined;
  return parsed?.success === true ? parsed.output : undefined;
}
