/** `POST /api/v1/batch-detect`. */
import { succeed, type Result } from '../../src/domain/result';
import {
  detect,
  readDetectOptions,
  type DetectDependencies,
  type Detected,
  type DetectOptions,
} from './detect-anomaly';
import { withForm, type UploadedPicture } from './legacy-form';
import type { LegacyFault } from './legacy-fault';
import { legacyResponse, type LegacyHandler } from './legacy-response';
import { legacyText } from './legacy-text';

/** Pictures of one batch. */
const batchLimit = 100;

/** The handler for several pictures: `files[]`, as in the contract, or `files`, as many libraries write. */
export function batchDetect(dependencies: DetectDependencies): LegacyHandler {
  return async (context) =>
    legacyResponse(
      await withForm(context, dependencies, async (form) => {
        const pictures = form.pictures(['files[]', 'files'], batchLimit);
        if (!pictures.ok) return pictures;
        const options = readDetectOptions(form);
        if (!options.ok) return options;
        return detectBatch(pictures.value, options.value, dependencies);
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
  dependencies: DetectDependencies,
): Promise<Result<object, LegacyFault>> {
  const placed = await dependencies.inference.withPlace(async (inspect) => {
    const outcomes: Outcome[] = [];
    for (const picture of pictures) {
      outcomes.push({ picture, detected: await detect({ picture, options, baselines: [] }, dependencies, inspect) });
    }
    return outcomes;
  });
  if (!placed.ok) return placed;
  return succeed({ results: placed.value.map(batchItem), summary: summaryOf(placed.value) });
}

function batchItem({ picture, detected }: Outcome): object {
  const filename = picture.fileName;
  return detected.ok ? { filename, ...detected.value.detection } : { filename, error: legacyText(detected.fault) };
}

/** A picture that could not be read counts in the total only, one without a verdict also as refused. */
function summaryOf(outcomes: readonly Outcome[]): object {
  const detections = outcomes.flatMap(({ detected }) => (detected.ok ? [detected.value.detection] : []));
  const countOf = (verdict: boolean | null) => detections.filter((each) => each.is_anomalous === verdict).length;
  const seconds = detections.reduce((sum, detection) => sum + detection.processing_time, 0);
  return {
    total_images: outcomes.length,
    faulty_count: countOf(true),
    normal_count: countOf(false),
    refused_count: countOf(null),
    average_processing_time: detections.length === 0 ? 0 : Number((seconds / detections.length).toFixed(4)),
  };
}
