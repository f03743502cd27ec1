/** The tables of migration `0008-retraining` as rows. */
import type { Generated } from 'kysely';

/** Where a job stands. `kept-previous`: trained, but the head before it serves on. */
const jobStates = ['queued', 'running', 'passed', 'kept-previous', 'failed', 'interrupted'] as const;

export type JobState = (typeof jobStates)[number];

/** One training. */
export interface RetrainJobRow {
  readonly id: string;
  readonly sequence: Generated<number>;
  readonly state: JobState;
  readonly file_name: string;
  /** The label of the engineer. */
  readonly requested_by: string;
  readonly requested_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  /** The process that has the ZIP file. */
  readonly owner: string;
  /** When that process was last known to work on it. */
  readonly alive_at: Date;
  /** JSON: step, done, total. */
  readonly progress: string | null;
  /** JSON: what became of it. */
  readonly outcome: string | null;
  /** JSON: what `GET /data-insights` answers. */
  readonly insights: string | null;
}

/** A head that passed; the newest one serves. */
interface ClassifierHeadRow {
  readonly id: string;
  readonly sequence: Generated<number>;
  readonly made_at: Date;
  readonly pack_id: string;
  readonly version: string;
  readonly manifest: string;
  /** JSON: its own files in base64, by their SHA-256. */
  readonly files: string;
  readonly accuracy: number;
  /** JSON: SHA-256 of the pictures that it learned from. */
  readonly learned_from: string;
}

/** A type, not an interface: Kysely adds it to the other tables. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- Kysely's `withTables` wants an index signature
export type TrainingTables = {
  retrain_jobs: RetrainJobRow;
  classifier_heads: ClassifierHeadRow;
};
