/** A verdict in the field names of the earlier systems, for the command line's JSON and the server's legacy API. */
import type { AnomalyBox, AnomalyVerdict, GradeVerdict, Verdict } from '../domain/inspection';

/** One anomalous region in pixels of the original picture. `type` is the action, capitalised. */
interface WireBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly confidence: number;
  readonly type: string;
  /** The kind of the region and its confidence, 0–1; only from packs that name kinds. */
  readonly category?: string;
  readonly category_confidence?: number;
}

/** The result for one picture. Parts that the pack does not have are null. */
export interface Prediction {
  readonly filename: string;
  /** 0–1, 0.5 = threshold. */
  readonly anomaly_score: number | null;
  /** The name of the severity level; for a graded picture the group of its grade. */
  readonly classification: string | null;
  /** `"98.72%"` for a grade, else `"High"`, `"Medium"` or `"Low"`. */
  readonly confidence: string;
  readonly is_anomalous: boolean | null;
  readonly bounding_boxes: readonly WireBox[];
  /** The grade's title. Null if there is no grade; `grade_refused` may state the reason. */
  readonly grade: string | null;
  readonly grade_refused?: string;
  /** Seconds. */
  readonly processing_time: number;
  readonly model_version: string;
}

/** Why there is no result for one picture. */
export interface PredictionError {
  readonly filename: string;
  readonly error: string;
}

/** The verdict in those field names. `limit` is the calibrated score from which it was anomalous. */
export function toPrediction(filename: string, verdict: Verdict, limit = usualLimit): Prediction {
  const { grade, anomaly, timings, provenance } = verdict;
  return {
    filename,
    anomaly_score: anomaly === undefined ? null : rounded(anomaly.score, 6),
    classification: classificationOf(grade, anomaly),
    confidence: confidenceOf(grade, anomaly, limit),
    is_anomalous: anomaly?.isAnomalous ?? null,
    bounding_boxes: (anomaly?.boxes ?? []).map(toWireBox),
    grade: grade === undefined || grade.refused !== undefined ? null : grade.title,
    ...(grade?.refused === undefined ? {} : { grade_refused: grade.refused }),
    processing_time: rounded(timings.totalMs / 1000, 4),
    model_version: `v${provenance.packVersion}`,
  };
}

/** The threshold on the calibrated scale. */
const usualLimit = 0.5;

/** The distance of the score from the threshold as a word; source of the steps: `docs/calibration.md`. */
export function confidenceWord(score: number, limit = usualLimit): 'High' | 'Medium' | 'Low' {
  const distance = Math.abs(score - limit);
  if (distance >= 0.3) return 'High';
  return distance >= 0.15 ? 'Medium' : 'Low';
}

function classificationOf(grade?: GradeVerdict, anomaly?: AnomalyVerdict): string | null {
  return grade === undefined ? (anomaly?.level ?? null) : (grade.group ?? grade.title);
}

function confidenceOf(grade: GradeVerdict | undefined, anomaly: AnomalyVerdict | undefined, limit: number): string {
  return grade === undefined
    ? confidenceWord(anomaly?.score ?? limit, limit)
    : `${(100 * grade.confidence).toFixed(2)}%`;
}

function toWireBox({ x, y, width, height, score, action, category }: AnomalyBox): WireBox {
  return {
    x,
    y,
    width,
    height,
    confidence: rounded(score, 4),
    type: capitalised(action),
    ...(category && { category: category.name, category_confidence: rounded(category.confidence, 4) }),
  };
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
