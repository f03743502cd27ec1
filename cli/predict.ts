import { readFile } from 'node:fs/promises';
import type { InspectFault, Verdict, VerdictWithRasters } from '../src/domain/inspection';
import type { Picture, PictureFault } from '../src/domain/picture';
import type { Result } from '../src/domain/result';
import type { Engine } from '../src/engine/engine';
import { toPredictionError, type PredictionError } from '../src/protocol/prediction';
import { decodePicture } from '../node-host/decode-picture';
import type { ViewWriter } from './write-views';

/** What came of one file. */
export type Outcome =
  | { readonly kind: 'done'; readonly file: string; readonly verdict: Verdict }
  | { readonly kind: 'failed'; readonly failure: PredictionError };

/** What predicting needs: an engine with the pack loaded, and where views go, if anywhere. */
export interface PredictTools {
  readonly engine: Engine;
  readonly packId: string;
  readonly writeViews?: ViewWriter | undefined;
  readonly onProgress: (done: number) => void;
}

/** One file after another, so that memory holds one picture; a bad file does not stop the others. */
export async function predictAll(files: readonly string[], tools: PredictTools): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const file of files) {
    tools.onProgress(outcomes.length);
    outcomes.push(await predictFile(file, tools));
  }
  return outcomes;
}

async function predictFile(file: string, tools: PredictTools): Promise<Outcome> {
  const bytes = await readOrExplain(file);
  if (typeof bytes === 'string') return { kind: 'failed', failure: { filename: file, error: bytes } };
  const startedMs = performance.now();
  const picture = await decodePicture(bytes);
  if (!picture.ok) return failed(file, picture.fault);
  const decodeMs = performance.now() - startedMs;
  return judgePicture(file, picture.value, decodeMs, tools);
}

async function judgePicture(file: string, picture: Picture, decodeMs: number, tools: PredictTools): Promise<Outcome> {
  const inspected: Result<VerdictWithRasters, InspectFault> = await tools.engine.inspect({
    packId: tools.packId,
    picture,
    decodeMs,
  });
  if (!inspected.ok) return failed(file, inspected.fault);
  await tools.writeViews?.(file, picture, inspected.value);
  return { kind: 'done', file, verdict: inspected.value.verdict };
}

function failed(file: string, fault: InspectFault | PictureFault): Outcome {
  return { kind: 'failed', failure: toPredictionError(file, fault) };
}

/** The bytes of the file, or why there are none. */
async function readOrExplain(file: string): Promise<Uint8Array | string> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return 'There is no such file. Check the name and the folder.';
    return `The file cannot be read (${String(code)}). Check its permissions.`;
  }
}
