/** The tables of migration `0002-earlier-systems` as rows. */
import type { Generated } from 'kysely';
import type { ViewName } from '../../node-host/draw-views';

/** A registered user. */
interface LegacyUserRow {
  readonly id: Generated<number>;
  readonly name: string;
  readonly location: string;
  readonly registered_at: Date;
}

/** A graded picture. `grade` is null if the pack was not sure. */
interface LegacyPredictionRow {
  readonly id: Generated<number>;
  readonly file_name: string;
  readonly grade: string | null;
  readonly confidence: number;
  readonly model_version: string;
  readonly predicted_at: Date;
}

/** A stored analysis of a transformer. `detection` is the response as JSON. */
interface LegacyAnalysisRow {
  readonly sequence: Generated<number>;
  readonly id: string;
  readonly transformer_id: string;
  readonly file_name: string;
  readonly threshold: number;
  readonly detection: string;
  readonly analysed_at: Date;
}

/** A picture of a result; its bytes are in the blob store. */
interface LegacyOutputRow {
  readonly id: string;
  readonly view: ViewName;
  readonly sha256: string;
  readonly made_at: Date;
}

/** All of them. A type, not an interface: Kysely adds it to the other tables. */
// oxlint-disable-next-line @typescript-eslint/consistent-type-definitions -- Kysely's `withTables` wants an index signature
export type LegacyTables = {
  earlier_users: LegacyUserRow;
  earlier_predictions: LegacyPredictionRow;
  earlier_analyses: LegacyAnalysisRow;
  earlier_outputs: LegacyOutputRow;
};
