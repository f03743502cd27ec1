import { readFile } from 'node:fs/promises';
import type { InspectFault, Verdict, VerdictWithRasters } from '../src/domain/inspection';
import type { Picture, PictureFault } from '../src/domain/picture';
import type { Result } from '../src/domain/result';
import type { Baseline } from '../src/engine/baseline/compare';
import type { Engine } from '../src/engine/engine';
import { decodePicture } from '../node-host/decode-picture';
import type { PredictionError } from '../src/export/prediction';
import { describeInspectFault } from '../src/words/fault-text';
import type { NodeWords } from '../src/words/words';
import { unlessInterrupted } from './interruption';
import { codeOf } from './standard-streams';
import type { RecordFile } from './record-file';
import type { ViewWriter } from './write-views';

/** The outcome of one file. `viewsFault` is set where its four pictures could not be written. */
export type Outcome =
  | { readonly kind: 'done'; readonly file: string; readonly verdict: Verdict; readonly viewsFault?: string }
  | { readonly kind: 'failed'; readonly failure: PredictionError };

/** What predicting needs: an engine with the pack loaded, and a writer of views if they are wanted. */
export interface PredictDependencies {
  readonly words: NodeWords;
  readonly engine: Engine;
  readonly packId: string;
  /** Pictures of the same object in its normal state. */
  readonly baselines?: readonly Baseline[];
  readonly writeViews?: ViewWriter | undefined;
  /** Where the records go, if they are wanted. */
  readonly recordFile?: RecordFile | undefined;
  /** No result comes after it aborts. */
  readonly interrupted: AbortSignal;
}

/** Inspects one file after another, so that memory holds one picture. A bad file does not stop the others. */
export async function* predictEach(
  files: readonly string[],
  dependencies: PredictDependencies,
): AsyncGenerator<Outcome> {
  for (const file of files) {
    const outcome = await unlessInterrupted(predictFile(file, dependencies), dependencies.interrupted);
    if (outcome === undefined) return;
    yield outcome;
  }
}

async function predictFile(file: string, dependencies: PredictDependencies): Promise<Outcome> {
  const bytes = await readOrExplain(dependencies.words, file);
  if (typeof bytes === 'string') return { kind: 'failed', failure: { filename: file, error: bytes } };
  return predictOpened({ file, bytes }, dependencies);
}

/** Inspects the bytes of one file. */
export async function predictOpened({ file, bytes }: OpenedFile, dependencies: PredictDependencies): Promise<Outcome> {
  const startedMs = performance.now();
  const { engine, packId } = dependencies;
  const picture = await decodePicture(bytes, (original) => engine.leastSize(packId, original));
  if (!picture.ok) return failed(dependencies.words, file, picture.fault);
  const decodeMs = performance.now() - startedMs;
  return judgePicture({ file, bytes }, picture.value, decodeMs, dependencies);
}

interface OpenedFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

async function judgePicture(
  { file, bytes }: OpenedFile,
  picture: Picture,
  decodeMs: number,
  dependencies: PredictDependencies,
): Promise<Outcome> {
  const inspected: Result<VerdictWithRasters, InspectFault> = await dependencies.engine.inspect({
    packId: dependencies.packId,
    picture,
    decodeMs,
    baselines: dependencies.baselines ?? [],
  });
  if (!inspected.ok) return failed(dependencies.words, file, inspected.fault);
  // A refused picture has no map: its views would look like those of a healthy one.
  const writer = inspected.value.verdict.refused === undefined ? dependencies.writeViews : undefined;
  const { recordFile } = dependencies;
  const original = writer === undefined && recordFile === undefined ? picture : await whole(picture, bytes);
  await recordFile?.add({ file, bytes, picture: original, inspected: inspected.value });
  const viewsFault = writer && (await writeOrExplain(writer, file, original, inspected.value));
  return { kind: 'done', file, verdict: inspected.value.verdict, ...(viewsFault && { viewsFault }) };
}

/** The picture in its original size, in which views are drawn. */
async function whole(picture: Picture, bytes: Uint8Array): Promise<Picture> {
  if (picture.reduced === undefined) return picture;
  const decoded = await decodePicture(bytes);
  return decoded.ok ? decoded.value : picture;
}

/** A result is not lost because its pictures cannot be written. */
async function writeOrExplain(write: ViewWriter, ...result: Parameters<ViewWriter>): Promise<string | undefined> {
  try {
    await write(...result);
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}

function failed(words: NodeWords, file: string, fault: InspectFault | PictureFault): Outcome {
  const error = words.say('cli.fault', { ...describeInspectFault(words, fault) });
  return { kind: 'failed', failure: { filename: file, error } };
}

/** The bytes of the file, or why there are none. */
export async function readOrExplain(words: NodeWords, file: string): Promise<Uint8Array | string> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT' ? words.say('cli.noFile') : words.say('cli.unreadableFile', { code });
  }
}
