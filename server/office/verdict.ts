/** Verdicts of records, in the shape that src/words turns into text. */
import { reviewOf, shownRecord, type Review } from '../../src/domain/corrected-verdict';
import { decidedPart } from '../../src/domain/inspection-summary';
import { shownLevelTitle } from '../../src/domain/level-title';
import { parseJson } from '../../src/domain/json';
import { parseSchema } from '../../src/domain/parse-schema';
import type { InspectionRecord } from '../../src/domain/record';
import { trainedOnSchema, type TrainedOn } from '../../src/domain/trained-on';
import type { VerdictFields } from '../../src/words/verdict-text';
import type { NodeWords } from '../../src/words/words';
import type { RecordRow } from '../database/schema';

/** The verdict of a record, with the corrections of people. */
export function verdictOfRecord(record: InspectionRecord): VerdictFields {
  const { refused, grade, anomaly, provenance } = shownRecord(record);
  const verdict = { refused, grade, anomaly, trainedOn: provenance.packTrainedOn, review: reviewOf(record) };
  return { ...verdict, ...decidedPart(shownRecord(record)) };
}

/** The columns of `records` that hold its verdict. */
export const verdictColumns = [
  'records.grade_title',
  'records.grade_confidence',
  'records.grade_refused',
  'records.grade_indicative',
  'records.anomaly_level',
  'records.anomaly_level_title',
  'records.anomaly_action',
  'records.anomaly_score',
  'records.is_anomalous',
  'records.trained_on',
  'records.review',
  'records.is_decision',
  'records.reviewed_by',
  'records.reviewed_at',
] as const;

type ColumnOf<Name> = Name extends `records.${infer Column}` ? Column : never;

/** A row of `records` with these columns. */
export type VerdictRow = Pick<RecordRow, Extract<keyof RecordRow, ColumnOf<(typeof verdictColumns)[number]>>>;

/** The verdict of a record in its columns. */
export function verdictOfRow(row: VerdictRow): VerdictFields {
  const refused = row.grade_refused === null ? undefined : { code: row.grade_refused };
  return {
    refused,
    grade: gradeOfRow(row),
    anomaly: anomalyOfRow(row),
    trainedOn: trainedOnOfRow(row),
    review: reviewOfRow(row),
    decided: decidedOfRow(row),
  };
}

function reviewOfRow(row: VerdictRow): Review {
  const { review: phase, reviewed_by: by, reviewed_at: at } = row;
  if ((phase !== 'confirmed' && phase !== 'changed') || at === null) return { phase: 'none' };
  return { phase, at, ...(by !== null && { by }), ...(row.is_decision === true && { isDecision: true }) };
}

function trainedOnOfRow({ trained_on: text }: VerdictRow): TrainedOn | undefined {
  const json = parseJson(text ?? '');
  const parsed = json.ok ? parseSchema(trainedOnSchema, json.value) : json;
  return parsed.ok ? parsed.value : undefined;
}

function gradeOfRow(row: VerdictRow): VerdictFields['grade'] {
  if (row.grade_title === null) return undefined;
  return {
    title: row.grade_title,
    confidence: row.grade_confidence ?? 0,
    indicative: row.grade_indicative ?? false,
  };
}

/** A severity without a score is that of a person on a refused picture. */
function decidedOfRow(row: VerdictRow): VerdictFields['decided'] {
  if (row.grade_refused === null || row.anomaly_score !== null || row.anomaly_level === null) return undefined;
  return {
    level: row.anomaly_level,
    levelTitle: row.anomaly_level_title ?? row.anomaly_level,
    action: row.anomaly_action ?? '',
    isAnomalous: row.is_anomalous ?? false,
  };
}

function anomalyOfRow(row: VerdictRow): VerdictFields['anomaly'] {
  if (row.anomaly_score === null) return undefined;
  return {
    score: row.anomaly_score,
    isAnomalous: row.is_anomalous ?? false,
    level: row.anomaly_level ?? '',
    levelTitle: row.anomaly_level_title ?? '',
    action: row.anomaly_action ?? '',
  };
}

const levelPrefix = 'level:';

/** The title of an answer in a filter's form; `title` is the pack's, which refused and missing answers do not have. */
export function answerText(words: NodeWords, answer: string, title: string | null | undefined): string {
  if (answer === 'no-grade') return words.say('verdict.noVerdict');
  if (title === null || title === undefined) return words.say('verdict.noAnswer');
  return answer.startsWith(levelPrefix) ? shownLevelTitle(answer.slice(levelPrefix.length), title) : title;
}
