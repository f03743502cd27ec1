/** The legacy API's rows in the database. */
import { sql, type Kysely } from 'kysely';
import * as v from 'valibot';
import type { Database } from '../database/schema';
import { outputUrls, type OutputRow, type OutputRows } from './output-store';
import type { Detection } from './detect-anomaly';
import type { LegacyTables } from './legacy-tables';
import type { StoredPrediction } from './predict';
import type { LegacyUser } from './register-user';
import type { AnalysesQuestion, StoredAnalysis, NewAnalysis } from './transformers';

/** Users, predictions, analyses. */
export interface LegacyStore {
  addUser(user: LegacyUser): Promise<void>;
  addPredictions(predictions: readonly StoredPrediction[]): Promise<void>;
  addAnalysis(analysis: NewAnalysis): Promise<void>;
  /** The newest first. */
  listAnalyses(question: AnalysesQuestion): Promise<readonly StoredAnalysis[]>;
}

/** The store in `db`. `now` is in milliseconds since 1970. */
export function createLegacyStore(db: Kysely<Database>, now: () => number): LegacyStore {
  const tables = db.withTables<LegacyTables>();
  return {
    addUser: async ({ name, location }) => {
      await tables
        .insertInto('earlier_users')
        .values({ name, location, registered_at: new Date(now()) })
        .execute();
    },
    addPredictions: async (predictions) => {
      if (predictions.length === 0) return;
      const predicted_at = new Date(now());
      const rows = predictions.map((prediction) => ({ ...predictionRow(prediction), predicted_at }));
      await tables.insertInto('earlier_predictions').values(rows).execute();
    },
    addAnalysis: async (analysis) => {
      const analysed_at = new Date(now());
      await tables
        .insertInto('earlier_analyses')
        .values({ ...analysisRow(analysis), analysed_at })
        .execute();
    },
    listAnalyses: (question) => listAnalyses(tables, question),
  };
}

function predictionRow({ fileName, grade, confidence, modelVersion }: StoredPrediction) {
  return { file_name: fileName, grade, confidence, model_version: modelVersion };
}

function analysisRow({ id, transformerId, fileName, threshold, detection }: NewAnalysis) {
  return {
    id,
    transformer_id: transformerId,
    file_name: fileName,
    threshold,
    detection: JSON.stringify(detection),
  };
}

async function listAnalyses(
  db: Kysely<Database & LegacyTables>,
  { transformerId, limit, beforeSequence }: AnalysesQuestion,
): Promise<readonly StoredAnalysis[]> {
  const rows = await db
    .selectFrom('earlier_analyses as analysis')
    .selectAll('analysis')
    .select(
      sql<boolean>`exists (select 1 from earlier_outputs as output where output.id = analysis.id)`.as('has_outputs'),
    )
    .where('transformer_id', '=', transformerId)
    .where('sequence', '<', beforeSequence ?? Number.MAX_SAFE_INTEGER)
    .orderBy('sequence', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    sequence: row.sequence,
    id: row.id,
    transformerId: row.transformer_id,
    fileName: row.file_name,
    threshold: row.threshold,
    analysedAt: row.analysed_at,
    detection: parseDetection(row.detection),
    visualizations: row.has_outputs ? outputUrls(row.id) : null,
  }));
}

const rectangleSchema = v.object({ x: v.number(), y: v.number(), width: v.number(), height: v.number() });

const boxSchema = v.object({
  ...rectangleSchema.entries,
  confidence: v.number(),
  type: v.string(),
  category: v.exactOptional(v.string()),
  category_confidence: v.exactOptional(v.number()),
});

const detectionSchema = v.object({
  anomaly_score: v.nullable(v.number()),
  classification: v.nullable(v.string()),
  confidence: v.nullable(v.string()),
  is_anomalous: v.nullable(v.boolean()),
  refused: v.exactOptional(v.string()),
  error: v.exactOptional(v.string()),
  bounding_boxes: v.array(boxSchema),
  baselines: v.exactOptional(v.array(v.object({ id: v.string(), aligned: v.boolean() }))),
  changed_regions: v.exactOptional(v.array(rectangleSchema)),
  processing_time: v.number(),
  model_version: v.string(),
});

/** Whether its pictures still exist is read at each call. */
function parseDetection(text: string): Detection {
  const json: unknown = JSON.parse(text);
  return { ...v.parse(detectionSchema, json), visualizations: null };
}

/** The rows of stored pictures in `db`. */
export function createOutputRows(db: Kysely<Database>): OutputRows {
  const tables = db.withTables<LegacyTables>();
  return {
    add: async (rows) => {
      const values = rows.map(({ id, view, sha256, madeAt }) => ({ id, view, sha256, made_at: madeAt }));
      await tables.insertInto('earlier_outputs').values(values).execute();
    },
    find: (id, view) =>
      tables
        .selectFrom('earlier_outputs')
        .select(['id', 'view', 'sha256'])
        .where('id', '=', id)
        .where('view', '=', view)
        .executeTakeFirst(),
    olderThan: (cutOff, limit) =>
      tables
        .selectFrom('earlier_outputs')
        .select(['id', 'view', 'sha256'])
        .where('made_at', '<', cutOff)
        .orderBy('made_at')
        .limit(limit)
        .execute(),
    remove: async (rows: readonly OutputRow[]) => {
      const ids = [...new Set(rows.map(({ id }) => id))];
      const hashes = rows.map(({ sha256 }) => sha256);
      await tables.deleteFrom('earlier_outputs').where('id', 'in', ids).where('sha256', 'in', hashes).execute();
    },
  };
}
