/** `POST /api/v1/detect-anomaly` and `/api/v1/batch-detect`. */
import { succeed, type Result } from '../../src/domain/result';
import type { Inference } from '../inference/inference';
import { detect, readDetectOptions, type Detected, type DetectionDependencies, type DetectOptions } from './detection';
import { answerResult, type LegacyHandler } from './legacy-route';
import type { PictureForm, UploadedPicture } from './picture-form';
import { legacyWords, type LegacyFault } from './legacy-refusal';
import type { Uploads } from './upload';
import { withForm } from './with-form';

/** Pictures of one batch. */
const batchLimit = 100;

/** What detecting needs. */
export interface DetectDependencies extends Omit<DetectionDependencies, 'inspect'> {
  readonly uploads: Uploads;
  readonly inference: Inference;
}

/** A form read as one picture and what is wanted of it. */
export interface SinglePicture {
  readonly picture: UploadedPicture;
  readonly options: DetectOptions;
}

/** One picture. */
export function detectAnomaly(parts: DetectDependencies): LegacyHandler {
  return async (context) =>
    answerResult(
      await withForm(context, parts.uploads, async (form) => {
        const single = readSingle(form);
        if (!single.ok) return single;
        const detected = await detectSingle(single.value, parts);
        return detected.ok ? succeed(detected.value.detection) : detected;
      }),
    );
}

/** The one picture of the form, in the field `file`. */
export function readSingle(form: PictureForm): Result<SinglePicture, LegacyFault> {
  const pictures = form.pictures(['file'], 1);
  if (!pictures.ok) return pictures;
  const options = readDetectOptions(form);
  if (!options.ok) return options;
  const [picture] = pictures.value;
  if (picture === undefined) throw new Error('a form without pictures was not refused');
  return succeed({ picture, options: options.value });
}

/** Takes a place, and detects. */
export async function detectSingle(
  { picture, options }: SinglePicture,
  parts: DetectDependencies,
): Promise<Result<Detected, LegacyFault>> {
  const placed = await parts.inference.withPlace((inspect) => detect(picture, options, { ...parts, inspect }));
  return placed.ok ? placed.value : placed;
}

/** Several pictures: `files[]`, as the contract says, or `files`, as many libraries write. */
export function batchDetect(parts: DetectDependencies): LegacyHandler {
  return async (context) =>
    answerResult(
      await withForm(context, parts.uploads, async (form) => {
        const pictures = form.pictures(['files[]', 'files'], batchLimit);
        if (!pictures.ok) return pictures;
        const options = readDetectOptions(form);
        if (!options.ok) return options;
        return detectBatch(pictures.value, options.value, parts);
      }),
    );
}

interface Outcome {
  readonly picture: UploadedPicture;
  readonly detected: Result<Detected, LegacyFault>;
}

async function detectBatch(
  pictures: readonly UploadedPicture[],
  options: DetectOptions,
  parts: DetectDependencies,
): Promise<Result<object, LegacyFault>> {
  const placed = await parts.inference.withPlace(async (inspect) => {
    const outcomes: Outcome[] = [];
    for (const picture of pictures) {
      outcomes.push({ picture, detected: await detect(picture, options, { ...parts, inspect }) });
    }
    return outcomes;
  });
  if (!placed.ok) return placed;
  return succeed({ results: placed.value.map(listedAnswer), summary: summaryOf(placed.value) });
}

function listedAnswer({ picture, detected }: Outcome): object {
  const filename = picture.fileName;
  return detected.ok ? { filename, ...detected.value.detection } : { filename, error: legacyWords(detected.fault) };
}

/** A picture that could not be read counts in the total only. */
function summaryOf(outcomes: readonly Outcome[]): object {
  const detections = outcomes.flatMap(({ detected }) => (detected.ok ? [detected.value.detection] : []));
  const faulty = detections.filter((detection) => detection.is_anomalous).length;
  const seconds = detections.reduce((sum, detection) => sum + detection.processing_time, 0);
  return {
    total_images: outcomes.length,
    faulty_count: faulty,
    normal_count: detections.length - faulty,
    average_processing_time: detections.length === 0 ? 0 : Number((seconds / detections.length).toFixed(4)),
  };
}
