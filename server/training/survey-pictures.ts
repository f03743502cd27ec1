/** Reads every file of a dataset once: sizes by their headers, hashes, and a few small samples. */
import { decodePicture } from '../../node-host/decode-picture';
import { encodePhoto } from '../../node-host/encode-photo';
import type { DatasetFile } from '../../node-host/open-dataset';
import { sha256Hex } from '../../node-host/sha256';
import { fail, succeed, type Result } from '../../src/domain/result';
import { headerSize, summariseDataset, type LabelledFacts } from '../../src/engine/teach/dataset-facts';
import type { TrainFailure, TrainLimits, TrainMessage, UnusedEntry } from './train-messages';
import { wireInsights, type WireInsights, type WireSample } from './wire-insights';

/** A file that may be decoded. */
export interface UsableFile extends Pick<DatasetFile, 'name' | 'label' | 'read'> {
  readonly sha256: string;
}

/** What is decoded next, and what is not. */
export interface SurveyedFiles {
  readonly usable: readonly UsableFile[];
  readonly unused: readonly UnusedEntry[];
  /** Of every file. */
  readonly facts: readonly LabelledFacts[];
  /** By class. */
  readonly samples: ReadonlyMap<string, readonly WireSample[]>;
}

/** What the look at a picture has found, by the name of its file. */
export type Looks = ReadonlyMap<string, Pick<LabelledFacts, 'blur' | 'embedding'>>;

/** The insights of all files, with what looks have found so far. */
export function insightsOf({ facts, samples }: Pick<SurveyedFiles, 'facts' | 'samples'>, looks: Looks): WireInsights {
  const known = facts.map((each) => ({ ...each, ...looks.get(each.name) }));
  return wireInsights(summariseDataset(known), Object.fromEntries(samples));
}

/** Sends the insights. Fails where nothing is labelled, or where more bytes come out of the ZIP than are allowed. */
export async function surveyPictures(
  files: readonly DatasetFile[],
  limits: TrainLimits,
  send: (message: TrainMessage) => void,
): Promise<Result<SurveyedFiles, TrainFailure>> {
  if (files.length === 0) return fail({ kind: 'no-labelled-pictures' });
  const survey = new Survey(limits);
  for (const [done, file] of files.entries()) {
    if (done % 50 === 0) send({ kind: 'progress', progress: { step: 'verify', done, total: files.length } });
    await survey.add(file);
    if (survey.bytes > limits.allBytes) return fail({ kind: 'too-much-content', limitBytes: limits.allBytes });
  }
  send({ kind: 'unused', unused: survey.unused });
  send({ kind: 'insights', insights: insightsOf(survey, new Map()) });
  return succeed(survey);
}

const samplesPerClass = 5;
/** Samples of so many classes are a response of about a megabyte. */
const mostSampledClasses = 50;
const samplePx = 96;

class Survey implements SurveyedFiles {
  readonly usable: UsableFile[] = [];
  readonly unused: UnusedEntry[] = [];
  readonly facts: LabelledFacts[] = [];
  readonly samples = new Map<string, WireSample[]>();
  bytes = 0;
  readonly #limits: TrainLimits;

  constructor(limits: TrainLimits) {
    this.#limits = limits;
  }

  async add({ name, label, read }: DatasetFile): Promise<void> {
    const bytes = await read();
    if (bytes === undefined) {
      this.facts.push({ name, label });
      this.unused.push({ name, reason: 'damaged-entry' });
      return;
    }
    this.bytes += bytes.byteLength;
    const sha256 = sha256Hex(bytes);
    const header = headerSize(bytes);
    this.facts.push({ name, label, sha256, ...header });
    const reason = this.#reasonNotTo(header.size);
    if (reason !== undefined) {
      this.unused.push({ name, reason });
      return;
    }
    this.usable.push({ name, label, sha256, read });
    await this.#addSample(name, label, bytes);
  }

  #reasonNotTo(size: LabelledFacts['size']): string | undefined {
    if (size === undefined) return 'not-a-picture';
    return size.width * size.height > this.#limits.picturePixels ? 'too-many-pixels' : undefined;
  }

  async #addSample(name: string, label: string, bytes: Uint8Array): Promise<void> {
    const known = this.samples.get(label) ?? [];
    if (known.length >= samplesPerClass || (known.length === 0 && this.samples.size >= mostSampledClasses)) return;
    const picture = await decodePicture(bytes, () => ({ width: samplePx, height: samplePx }));
    if (!picture.ok) return;
    const jpeg = await encodePhoto(picture.value, samplePx);
    const image = `data:image/jpeg;base64,${Buffer.from(jpeg.bytes).toString('base64')}`;
    this.samples.set(label, [...known, { filename: name, image }]);
  }
}
