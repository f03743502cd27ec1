/** A verdict in the field names of the earlier systems, for the command line's JSON and the server's legacy API. */
import { usualLimit } from '../domain/agreed-verdict';
import type { AnomalyBox, AnomalyVerdict, GradeVerdict, Verdict } from '../domain/inspection';
import type { PixelRect } from '../domain/picture';
import { refusalOf, type Refusal, type RefusalEvidence } from '../domain/refusal';
import type { TrainedOn } from '../domain/trained-on';

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
  /** `"98.72%"` for a grade, else `"High"`, `"Medium"` or `"Low"`; null if there is no verdict. */
  readonly confidence: string | null;
  readonly is_anomalous: boolean | null;
  readonly bounding_boxes: readonly WireBox[];
  /** The grade's title. Null if there is no grade. */
  readonly grade: string | null;
  /** True for a grade that only indicates. */
  readonly indicative?: boolean;
  /** Numbers of pictures that the pack learned from, per task. */
  readonly trained_on?: TrainedOn;
  /** The code of the reason why there is no verdict. The verdict's fields are null then. */
  readonly refused?: string;
  readonly refused_evidence?: RefusalEvidence;
  /** The baseline pictures that it was judged against, and whether it could be compared with each place by place. */
  readonly baselines?: readonly { readonly id: string; readonly aligned: boolean }[];
  /** Regions that differ from an aligned baseline, the most different first. */
  readonly changed_regions?: readonly PixelRect[];
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
  const { timings, provenance } = verdict;
  const refusal = refusalOf(verdict);
  const { grade, anomaly }: Pick<Verdict, 'grade' | 'anomaly'> = refusal === undefined ? verdict : {};
  return {
    filename,
    anomaly_score: anomaly === undefined ? null : rounded(anomaly.score, 6),
    classification: classificationOf(grade, anomaly),
    confidence: refusal === undefined ? confidenceOf(grade, anomaly, limit) : null,
    is_anomalous: anomaly?.isAnomalous ?? null,
    bounding_boxes: (anomaly?.boxes ?? []).map(toWireBox),
    grade: grade?.title ?? null,
    ...trainingPart(grade, provenance.packTrainedOn),
    ...(refusal === undefined ? {} : refusalPart(refusal)),
    ...baselinePart(verdict),
    processing_time: rounded(timings.totalMs / 1000, 4),
    model_version: `v${provenance.packVersion}`,
  };
}

function trainingPart(grade: GradeVerdict | undefined, trainedOn: TrainedOn | undefined): Partial<Prediction> {
  return {
    ...(grade === undefined ? {} : { indicative: grade.indicative }),
    ...(trainedOn === undefined ? {} : { trained_on: trainedOn }),
  };
}

function baselinePart({ provenance: { baselines }, changed }: Verdict): Partial<Prediction> {
  return {
    ...(baselines && { baselines: baselines.map(({ id, alignment }) => ({ id, aligned: alignment.isAligned })) }),
    ...(changed && { changed_regions: changed.map(({ x, y, width, height }) => ({ x, y, width, height })) }),
  };
}

function refusalPart({ code, evidence }: Refusal): Partial<Prediction> {
  return { refused: code, ...(evidence === undefined ? {} : { refused_evidence: evidence }) };
}

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
  return grade === undefined ? confidenceWord(anomaly?.score ?? limit, limit) : gradeConfidence(grade.confidence);
}

/** The confidence of a grade in the earlier systems' form. */
export function gradeConfidence(confidence: number): string {
  return `${(100 * confidence).toFixed(2)}%`;
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
