/** `POST /predict`: the class of a picture by the retrained classifier, with its confidence. */
import type { Verdict } from '../../src/domain/inspection';
import { refusalOf } from '../../src/domain/refusal';
import { fail, succeed, type Result } from '../../src/domain/result';
import type { Inference, Inspect } from '../inference/inference';
import type { HeadOnDisk, Retraining } from '../training/retraining';
import { withForm, type FormDependencies, type UploadedPicture } from './legacy-form';
import type { LegacyFault } from './legacy-fault';
import { legacyResponse, type LegacyHandler } from './legacy-response';
import { legacyText, refusalText } from './legacy-text';

/** Pictures of one request. */
const classifiedAtOnce = 100;

/** What classifying needs. */
export interface ClassifyDependencies extends FormDependencies {
  readonly inference: Inference;
  readonly retraining: Retraining;
}

/** The class of one picture; `class` is null where the classifier is not sure. */
interface Classified {
  readonly class: string | null;
  /** 0 to 1. */
  readonly confidence: number | null;
  /** The most probable class where it is not sure. */
  readonly nearest?: string;
  readonly error?: string;
  readonly model_version: string;
}

/** Answers one picture with its class and several with `{results}`. */
export function classify(dependencies: ClassifyDependencies): LegacyHandler {
  return async (context) => {
    const classified = await withForm(context, dependencies, async (form) => {
      const pictures = form.pictures(['file', 'image', 'files', 'files[]'], classifiedAtOnce);
      return pictures.ok ? classifyAll(pictures.value, dependencies) : pictures;
    });
    return legacyResponse(classified, classified.ok && isUnsure(classified.value) ? 422 : 200);
  };
}

/** Of one picture without a class: a client that does not read null must not show one. */
function isUnsure(answer: object): boolean {
  return 'class' in answer && answer.class === null;
}

async function classifyAll(
  pictures: readonly UploadedPicture[],
  { inference, retraining }: ClassifyDependencies,
): Promise<Result<object, LegacyFault>> {
  const head = await retraining.head();
  if (head === undefined) return fail({ kind: 'no-classifier' });
  const placed = await inference.withPlace((inspect) => classifyEach(pictures, head, inspect));
  if (!placed.ok) return placed;
  const [only, ...more] = placed.value;
  if (only !== undefined && more.length === 0) return only.classified;
  return succeed({ results: placed.value.map(listed) });
}

interface Outcome {
  readonly picture: UploadedPicture;
  readonly classified: Result<Classified, LegacyFault>;
}

async function classifyEach(
  pictures: readonly UploadedPicture[],
  { packId, folder }: HeadOnDisk,
  inspect: Inspect,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const picture of pictures) {
    const bytes = await picture.read();
    const inspected = await inspect({ packId, headFolder: folder, bytes, limit: 0.5, views: { kind: 'none' } });
    outcomes.push({ picture, classified: inspected.ok ? succeed(classOf(inspected.value.verdict)) : inspected });
  }
  return outcomes;
}

function listed({ picture: { fileName }, classified }: Outcome): object {
  return classified.ok
    ? { filename: fileName, ...classified.value }
    : { filename: fileName, error: legacyText(classified.fault) };
}

function classOf(verdict: Verdict): Classified {
  const model_version = `v${verdict.provenance.packVersion}`;
  const refusal = refusalOf(verdict);
  if (refusal === undefined && verdict.grade !== undefined) {
    return { class: verdict.grade.label, confidence: rounded(verdict.grade.confidence), model_version };
  }
  const nearest = refusal?.nearest;
  return {
    class: null,
    confidence: nearest === undefined ? null : rounded(nearest.confidence),
    ...(nearest && { nearest: nearest.label }),
    error: refusalText(refusal ?? { code: 'not-sure' }),
    model_version,
  };
}

function rounded(share: number): number {
  return Number(share.toFixed(4));
}
