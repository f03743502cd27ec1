/** The analysis of a thermal picture: what the three addresses for it share. */
import { fail, succeed, type Result } from '../../src/domain/result';
import { toPrediction, type Prediction } from '../../src/protocol/prediction';
import type { DrawnViews } from '../inference/job';
import type { Inspect } from '../inference/inference';
import type { PictureForm, UploadedPicture } from './picture-form';
import type { LegacyFault } from './legacy-refusal';

/** The pack that looks at transformers. */
export const thermalPack = 'transformer-thermal';

/** What the client asks for. `limit` is the calibrated score (0–1) from which a picture, and each place in it, is anomalous. */
export interface DetectOptions {
  readonly limit: number;
  readonly views: 'drawn' | 'none';
}

/** Where the four pictures of a result lie. */
export interface VisualizationUrls {
  readonly mask_url: string;
  readonly overlay_url: string;
  readonly filtered_url: string;
  readonly bounded_url: string;
}

/** The answer, in the contract's names. */
export interface Detection {
  readonly anomaly_score: number;
  readonly classification: string;
  readonly confidence: string;
  readonly is_anomalous: boolean;
  readonly bounding_boxes: Prediction['bounding_boxes'];
  /** Null where none were asked for. */
  readonly visualizations: VisualizationUrls | null;
  /** Seconds. */
  readonly processing_time: number;
  readonly model_version: string;
}

/** What an analysis needs besides the picture. */
export interface DetectionDependencies {
  readonly inspect: Inspect;
  readonly newId: () => string;
  /** Keeps the pictures of a result under its id and says where they lie. */
  readonly storeViews: (id: string, views: DrawnViews) => Promise<VisualizationUrls>;
}

/** A detection and the id under which its pictures lie. */
export interface Detected {
  readonly id: string;
  readonly detection: Detection;
}

/** Pydantic's words for a boolean: the earlier system took them all. */
const yes: readonly string[] = ['true', '1', 'yes', 'on', 't', 'y'];
const no: readonly string[] = ['false', '0', 'no', 'off', 'f', 'n'];

/** The fields `threshold` and `return_visualizations`. */
export function readDetectOptions(form: PictureForm): Result<DetectOptions, LegacyFault> {
  const limit = form.text('threshold') ?? '0.5';
  if (!/^(0?\.\d+|[01](\.\d*)?)$/.test(limit) || Number(limit) > 1) {
    return fail({ kind: 'bad-field', field: 'threshold', wanted: 'a number from 0 to 1, as 0.5' });
  }
  const views = (form.text('return_visualizations') ?? 'true').toLowerCase();
  if (!yes.includes(views) && !no.includes(views)) {
    return fail({ kind: 'bad-field', field: 'return_visualizations', wanted: 'true or false' });
  }
  return succeed({ limit: Number(limit), views: yes.includes(views) ? 'drawn' : 'none' });
}

/** Inspects the picture and keeps its views where they are wanted. */
export async function detect(
  picture: UploadedPicture,
  { limit, views }: DetectOptions,
  { inspect, newId, storeViews }: DetectionDependencies,
): Promise<Result<Detected, LegacyFault>> {
  const id = newId();
  const wanted = views === 'none' ? ({ kind: 'none' } as const) : ({ kind: 'drawn', caption: captionOf(id) } as const);
  const inspected = await inspect({ packId: thermalPack, bytes: picture.bytes, limit, views: wanted });
  if (!inspected.ok) return inspected;
  const { verdict, views: drawn } = inspected.value;
  const urls = drawn === undefined ? null : await storeViews(id, drawn);
  return succeed({ id, detection: detectionOf(toPrediction(picture.fileName, verdict, limit), urls) });
}

function captionOf(id: string): string {
  return `Fieldgrade ${thermalPack}, analysis ${id}`;
}

function detectionOf(prediction: Prediction, visualizations: VisualizationUrls | null): Detection {
  const { anomaly_score, classification, is_anomalous } = prediction;
  if (anomaly_score === null || classification === null || is_anomalous === null) {
    throw new Error(`the pack ${thermalPack} has no anomaly part`);
  }
  const { confidence, bounding_boxes, processing_time, model_version } = prediction;
  return {
    anomaly_score,
    classification,
    confidence,
    is_anomalous,
    bounding_boxes,
    visualizations,
    processing_time,
    model_version,
  };
}
