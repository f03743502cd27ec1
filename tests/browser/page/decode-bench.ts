/** Times decoding and resizing at the whole size and at the size that a network needs. Run by `npm run bench`. */
import { readPictureFile } from '../../../src/engine/picture-file/read-picture-file';
import type { NeededSize } from '../../../src/engine/picture-file/decode-scale';
import { leastDecodedSize } from '../../../src/vision/fit';
import { toTensor } from '../../../src/vision/to-tensor';
import type { PackInput } from '../../../src/domain/pack';
import { decodeFile, decodePicture } from '../../../workers/decode-picture';

/** Milliseconds of each run. */
export interface DecodeTimes {
  /** Full bitmap, read back, resized. */
  readonly wholeMs: readonly number[];
  /** Smaller bitmap, with the check that the file is whole, resized. */
  readonly reducedMs: readonly number[];
}

/** Both in turn, so that a busy moment affects both; the first run of each is a warm-up. */
export async function timeDecoding(bytes: ArrayBuffer, input: PackInput, runs: number): Promise<DecodeTimes> {
  const wholeMs: number[] = [];
  const reducedMs: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const times = {
      whole: await timeOf(() => decodeWhole(bytes, input)),
      reduced: await timeOf(() => decodeReduced(bytes, input)),
    };
    if (run === 0) continue;
    wholeMs.push(times.whole);
    reducedMs.push(times.reduced);
  }
  return { wholeMs, reducedMs };
}

async function decodeWhole(bytes: ArrayBuffer, input: PackInput): Promise<void> {
  const file = readPictureFile(new Uint8Array(bytes));
  const decoded = file.ok ? await decodeFile(file.value, (original) => original) : undefined;
  if (decoded === undefined) throw new Error('the photo cannot be decoded');
  toTensor(decoded.picture, input);
}

async function decodeReduced(bytes: ArrayBuffer, input: PackInput): Promise<void> {
  const needed: NeededSize = (original) =>
    leastDecodedSize(original, { width: input.widthPx, height: input.heightPx }, input.fit);
  const decoded = await decodePicture(bytes, needed);
  if (!decoded.ok) throw new Error(decoded.fault.kind);
  toTensor(decoded.value.picture, input);
}

async function timeOf(task: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await task();
  return performance.now() - startedMs;
}
