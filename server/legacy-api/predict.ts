/** `POST /api/predict`: the grade of one sheet, or of several. */
import type { Verdict } from '../../src/domain/inspection';
import { fail, succeed, type Result } from '../../src/domain/result';
import { refusalOf } from '../../src/domain/refusal';
import { gradeConfidence, toPrediction } from '../../src/export/prediction';
import type { Inference, Inspect } from '../inference/inference';
import { withForm, type FormDependencies, type UploadedPicture } from './legacy-form';
import type { LegacyFault } from './legacy-fault';
import { legacyResponse, type LegacyHandler } from './legacy-response';
import { legacyText } from './legacy-text';

/** The pack that grades sheets. */
export const gradingPack = 'rubber-sheet';

/** Pictures of one request. */
const gradedAtOnce = 100;

/** One entry of the history. `grade` is null if the pack was not sure. */
export interface StoredPrediction {
  readonly fileName: string;
  readonly grade: string | null;
  readonly confidence: number;
  readonly modelVersion: string;
}

/** What grading needs. */
export interface PredictDependencies extends FormDependencies {
  readonly inference: Inference;
  readonly addPredictions: (predictions: readonly StoredPrediction[]) => Promise<void>;
}

/** Answers one picture with `{grade, confidence}` and several with `{results}`. */
export function predict(dependencies: PredictDependencies): LegacyHandler {
  return async (context) =>
    legacyResponse(
      await withForm(context, dependencies, async (form) => {
        const pictures = form.pictures(['file'], gradedAtOnce);
        return pictures.ok ? gradePictures(pictures.value, dependencies) : pictures;
      }),
    );
}

/** The result for one picture. */
interface Outcome {
  readonly picture: UploadedPicture;
  readonly verdict: Result<Verdict, LegacyFault>;
}

async function gradePictures(
  pictures: readonly UploadedPicture[],
  { inference, addPredictions }: PredictDependencies,
): Promise<Result<object, LegacyFault>> {
  const placed = await inference.withPlace((inspect) => inspectEach(pictures, inspect));
  if (!placed.ok) return placed;
  await addPredictions(placed.value.flatMap(storedOf));
  const [only, ...more] = placed.value;
  if (only !== undefined && more.length === 0) return singleAnswer(only);
  return succeed({ results: placed.value.map(listedAnswer) });
}

/** One after another: a request uses one worker at a time. */
async function inspectEach(pictures: readonly UploadedPicture[], inspect: Inspect): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const picture of pictures) {
    const inspected = await inspect({
      packId: gradingPack,
      bytes: await picture.read(),
      limit: 0.5,
      views: { kind: 'none' },
    });
    outcomes.push({ picture, verdict: inspected.ok ? succeed(inspected.value.verdict) : inspected });
  }
  return outcomes;
}

/** The format of the first version: `Grade A`. */
function singleAnswer({ verdict }: Outcome): Result<object, LegacyFault> {
  const graded = verdict.ok ? gradeOf(verdict.value) : verdict;
  return graded.ok ? succeed({ grade: graded.value.grade, confidence: graded.value.confidence }) : graded;
}

/** The format of the later version, with its class names: `Grade_A`. */
function listedAnswer({ picture, verdict }: Outcome): object {
  const graded = verdict.ok ? gradeOf(verdict.value) : verdict;
  if (!graded.ok) return { filename: picture.fileName, error: legacyText(graded.fault) };
  const { grade, confidence } = graded.value;
  return { filename: picture.fileName, prediction: grade.replaceAll(' ', '_'), confidence };
}

/**
 * The group of the grade. A label without a group (`Not_Rubber`) was a separate class. If the pack is not sure of a grade,
 * none is returned. The earlier systems always returned one, and producers were paid by it.
 */
function gradeOf(verdict: Verdict): Result<{ grade: string; confidence: string }, LegacyFault> {
  const refusal = refusalOf(verdict);
  const nearest = nearestOf(verdict);
  if (nearest === undefined) {
    if (refusal === undefined) throw new Error(`the pack ${gradingPack} has no grades`);
    return fail({ kind: 'no-verdict', refusal });
  }
  const confidence = gradeConfidence(nearest.confidence);
  if (nearest.group === undefined) return succeed({ grade: nearest.label, confidence });
  if (refusal === undefined) return succeed({ grade: nearest.group, confidence });
  return fail({ kind: 'not-sure', likeliest: nearest.group, confidence });
}

/** The grade, or the most probable one of a picture that was not graded. */
function nearestOf(verdict: Verdict) {
  return verdict.grade ?? refusalOf(verdict)?.nearest;
}

function storedOf({ picture, verdict }: Outcome): readonly StoredPrediction[] {
  const nearest = verdict.ok ? nearestOf(verdict.value) : undefined;
  if (!verdict.ok || nearest === undefined) return [];
  const graded = gradeOf(verdict.value);
  return [
    {
      fileName: picture.fileName,
      grade: graded.ok ? graded.value.grade : null,
      confidence: nearest.confidence,
      modelVersion: toPrediction('', verdict.value).model_version,
    },
  ];
}
