/** Verdicts in the shape that the shared verdict words read. */
import type { WireRecord } from '../../src/protocol/intake';
import type { TellableVerdict } from '../../src/ui/verdict-words';
import type { RecordRow } from '../database/schema';

/** The verdict of a record as it was received. */
export function verdictOfRecord({ grade, anomaly }: WireRecord): TellableVerdict {
  return {
    ...(grade && { grade: toGrade({ ...grade, indicative: grade['indicative'] === true }) }),
    ...(anomaly && { anomaly: { ...anomaly, action: textOf(anomaly['action']) } }),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The columns of `records` that hold its verdict. */
export const verdictColumns = [
  'records.grade_label',
  'records.grade_title',
  'records.grade_confidence',
  'records.grade_refused',
  'records.grade_indicative',
  'records.anomaly_level',
  'records.anomaly_level_title',
  'records.anomaly_action',
  'records.anomaly_score',
  'records.is_anomalous',
] as const;

type ColumnOf<Name> = Name extends `records.${infer Column}` ? Column : never;

/** A row of `records` with these columns. */
export type VerdictRow = Pick<RecordRow, Extract<keyof RecordRow, ColumnOf<(typeof verdictColumns)[number]>>>;

/** The verdict of a record in its columns. */
export function verdictOfRow(row: VerdictRow): TellableVerdict {
  return {
    ...(row.grade_title !== null && {
      grade: toGrade({
        label: row.grade_label ?? '',
        title: row.grade_title,
        confidence: row.grade_confidence ?? 0,
        refused: row.grade_refused ?? undefined,
        indicative: row.grade_indicative ?? false,
      }),
    }),
    ...(row.anomaly_score !== null && {
      anomaly: {
        score: row.anomaly_score,
        isAnomalous: row.is_anomalous ?? false,
        levelTitle: row.anomaly_level_title ?? '',
        action: row.anomaly_action ?? '',
      },
    }),
  };
}

interface GradeFacts {
  readonly label: string;
  readonly title: string;
  readonly confidence: number;
  readonly refused?: string | undefined;
  readonly indicative: boolean;
}

function toGrade({ label, title, confidence, refused, indicative }: GradeFacts): NonNullable<TellableVerdict['grade']> {
  return { label, title, confidence, indicative, probabilities: [], ...(refused !== undefined && { refused }) };
}
