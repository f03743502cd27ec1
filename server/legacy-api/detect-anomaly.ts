/** `POST /api/v1/detect-anomaly`, and the analysis of one thermal picture that the other endpoints share. */
import { fail, succeed, type Result } from '../../src/domain/result';
import { toPrediction, type Prediction } from '../../src/export/prediction';
import { refusalOf } from '../../src/domain/refusal';
import type { Inference, Inspect } from '../inference/inference';
import { mostBaselines } from '../../src/domain/baseline';
import type { BaselineFile, DrawnViews } from '../inference/inference-job';
import { withForm, type FormDependencies, type LegacyForm, type UploadedPicture } from './legacy-form';
import type { FormFault, LegacyFault } from './legacy-fault';
import { legacyResponse, type LegacyHandler } from './legacy-response';
import { refusalText } from './legacy-text';

/** The pack for transformers. */
export const thermalPack = 'transformer-thermal';

/** What the client asks for. `limit` is the calibrated score (0–1) from which a picture, and each region in it, is anomalous. */
export interface DetectOptions {
  readonly limit: number;
  readonly views: 'drawn' | 'none';
}

/** URLs of the four pictures of a result. */
export interface VisualizationUrls {
  readonly mask_url: string;
  readonly overlay_url: string;
  readonly filtered_url: string;
  readonly bounded_url: string;
}

/** The answer, in the contract's names. The first four are null if there is no verdict. */
export interface Detection {
  readonly anomaly_score: number | null;
  readonly classification: string | null;
  readonly confidence: string | null;
  readonly is_anomalous: boolean | null;
  /** Why there is no verdict, for programs (a code) and for people. */
  readonly refused?: string;
  readonly error?: string;
  readonly bounding_boxes: Prediction['bounding_boxes'];
  /** Only where baseline pictures were sent. */
  readonly baselines?: Prediction['baselines'];
  readonly changed_regions?: Prediction['changed_regions'];
  /** Null if none were requested. */
  readonly visualizations: VisualizationUrls | null;
  /** Seconds. */
  readonly processing_time: number;
  readonly model_version: string;
}

/** What detecting needs. */
export interface DetectDependencies extends FormDependencies {
  readonly inference: Inference;
  readonly newId: () => string;
  /** Stores the pictures of a result under its id and returns their URLs. */
  readonly storeViews: (id: string, views: DrawnViews) => Promise<VisualizationUrls>;
}

/** A detection and the id of its pictures. */
export interface Detected {
  readonly id: string;
  readonly detection: Detection;
}

/** A form read as one picture and its options. */
export interface SinglePicture {
  readonly picture: UploadedPicture;
  readonly options: DetectOptions;
  /** Pictures of the same object in its normal state, in the field `baseline`. */
  readonly baselines: readonly UploadedPicture[];
}

/** The names under which clients may send baseline pictures. */
const baselineFields = ['baseline', 'baseline[]', 'baselines', 'baselines[]'];

/** The handler for one picture. */
export function detectAnomaly(dependencies: DetectDependencies): LegacyHandler {
  return async (context) =>
    detectionResponse(
      await withForm(context, dependencies, async (form) => {
        const single = readSingle(form);
        if (!single.ok) return single;
        const detected = await detectSingle(single.value, dependencies);
        return detected.ok ? succeed(detected.value.detection) : detected;
      }),
    );
}

/** 422 without a verdict: a client that reads null as `false` or 0 must not show such a picture as normal. */
export function detectionResponse(detection: Result<Detection, LegacyFault>): Response {
  return legacyResponse(detection, detection.ok && detection.value.refused !== undefined ? 422 : 200);
}

/** The one picture of the form, in the field `file`. */
export function readSingle(form: LegacyForm): Result<SinglePicture, LegacyFault> {
  const pictures = form.pictures(['file'], 1);
  if (!pictures.ok) return pictures;
  const options = readDetectOptions(form);
  if (!options.ok) return options;
  const baselines = readBaselines(form);
  if (!baselines.ok) return baselines;
  const [picture] = pictures.value;
  if (picture === undefined) throw new Error('a form without pictures was not refused');
  return succeed({ picture, options: options.value, baselines: baselines.value });
}

/** The baseline pictures of the form; none where it has no such field. */
export function readBaselines(form: LegacyForm): Result<readonly UploadedPicture[], LegacyFault> {
  const baselines = form.optionalPictures(baselineFields, mostBaselines);
  if (!baselines.ok && baselines.fault.kind === 'too-many-files') return fail(tooManyBaselines);
  return baselines;
}

const tooManyBaselines: FormFault = { kind: 'bad-field', field: 'baseline', wanted: 'baselines' };

/** Detects when the queue admits the request. */
export async function detectSingle(
  single: SinglePicture,
  dependencies: DetectDependencies,
): Promise<Result<Detected, LegacyFault>> {
  const placed = await dependencies.inference.withPlace((inspect) => detect(single, dependencies, inspect));
  return placed.ok ? placed.value : placed;
}

/** Booleans as Pydantic reads them, which the earlier system used. */
const yes: readonly string[] = ['true', '1', 'yes', 'on', 't', 'y'];
const no: readonly string[] = ['false', '0', 'no', 'off', 'f', 'n'];

/** The options `threshold` and `return_visualizations`. One that is there but not readable is refused, never replaced by its default. */
export function readDetectOptions(form: LegacyForm): Result<DetectOptions, LegacyFault> {
  const limit = readLimit(form);
  if (!limit.ok) return limit;
  const views = readViews(form);
  return views.ok ? succeed({ limit: limit.value, views: views.value }) : views;
}

function readLimit(form: LegacyForm): Result<number, FormFault> {
  const option = form.option('threshold');
  if (!option.ok) return option;
  const text = option.value ?? '0.5';
  const isNumber = /^(0?\.\d+|[01](\.\d*)?)$/.test(text) && Number(text) <= 1;
  return isNumber ? succeed(Number(text)) : fail({ kind: 'bad-field', field: 'threshold', wanted: 'threshold' });
}

function readViews(form: LegacyForm): Result<DetectOptions['views'], FormFault> {
  const option = form.option('return_visualizations');
  if (!option.ok) return option;
  const text = (option.value ?? 'true').toLowerCase();
  if (yes.includes(text)) return succeed('drawn');
  if (no.includes(text)) return succeed('none');
  return fail({ kind: 'bad-field', field: 'return_visualizations', wanted: 'boolean' });
}

/** Inspects the picture and stores its views if they are wanted. */
export async function detect(
  { picture, options: { limit, views }, baselines }: SinglePicture,
  { newId, storeViews }: Pick<DetectDependencies, 'newId' | 'storeViews'>,
  inspect: Inspect,
): Promise<Result<Detected, LegacyFault>> {
  const id = newId();
  const wanted = views === 'none' ? ({ kind: 'none' } as const) : ({ kind: 'drawn', caption: captionOf(id) } as const);
  const inspected = await inspect({
    packId: thermalPack,
    bytes: await picture.read(),
    limit,
    views: wanted,
    ...(baselines.length > 0 && { baselines: await readAll(baselines) }),
  });
  if (!inspected.ok) return inspected;
  const { verdict, views: drawn } = inspected.value;
  const urls = drawn === undefined ? null : await storeViews(id, drawn);
  const refusal = refusalOf(verdict);
  const detection = detectionOf(toPrediction(picture.fileName, verdict, limit), urls);
  if (refusal === undefined) return succeed({ id, detection });
  return succeed({ id, detection: { error: refusalText(refusal), ...detection, refused: refusal.code } });
}

function readAll(pictures: readonly UploadedPicture[]): Promise<readonly BaselineFile[]> {
  return Promise.all(pictures.map(async ({ fileName, read }) => ({ id: fileName, bytes: await read() })));
}

function captionOf(id: string): string {
  return `Fieldgrade ${thermalPack}, analysis ${id}`;
}

function detectionOf(prediction: Prediction, visualizations: VisualizationUrls | null): Detection {
  const { anomaly_score, classification, is_anomalous } = prediction;
  const { confidence, bounding_boxes, baselines, changed_regions, processing_time, model_version } = prediction;
  return {
    anomaly_score,
    classification,
    confidence,
    is_anomalous,
    bounding_boxes,
    ...(baselines && { baselines }),
    ...(changed_regions && { changed_regions }),
    visualizations,
    processing_time,
    model_version,
  };
}
