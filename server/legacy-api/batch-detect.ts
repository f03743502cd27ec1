/** `POST /api/v1/batch-detect`. */
import { succeed, type Result } from '../../src/domain/result';
import {
  detect,
  readBaselines,
  readDetectOptions,
  type DetectDependencies,
  type Detected,
  type SinglePicture,
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
        const baselines = readBaselines(form);
        if (!baselines.ok) return baselines;
        const asked = { options: options.value, baselines: baselines.value };
        return detectBatch(pictures.value, asked, dependencies);
      }),
    );
}

interface Outcome {
  readonly picture: UploadedPicture;
  readonly detected: Result<Detected, LegacyFault>;
}

/** Each picture is judged against the same baselines. One that cannot be used refuses the batch: no picture was judged as asked. */
async function detectBatch(
  pictures: readonly UploadedPicture[],
  asked: Pick<SinglePicture, 'options' | 'baselines'>,
  dependencies: DetectDependencies,
): Promise<Result<object, LegacyFault>> {
  const placed = await dependencies.inference.withPlace(async (inspect) => {
    const outcomes: Outcome[] = [];
    for (const picture of pictures) {
      const detected = await detect({ picture, ...asked }, dependencies, inspect);
      if (!detected.ok && detected.fault.kind === 'baseline-fault') return detected;
      outcomes.push({ picture, detected });
    }
    return succeed(outcomes);
  });
  if (!placed.ok) return placed;
  if (!placed.value.ok) return placed.value;
  const outcomes = placed.value.value;
  return succeed({ results: outcomes.map(batchItem), summary: summaryOf(outcomes) });
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
