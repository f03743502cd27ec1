/** Stage timings of the engine in Node, and of its parts. */
import type { StageTimings } from '../../src/domain/inspection';
import { bankDistances, prepareBank } from '../../src/learning/memory-bank';
import { measureFrame } from '../../src/vision/frame-measures';
import { resizeToPlanes } from '../../src/vision/resize';
import { createNodePredictor } from '../support/predict-node';
import { flatPicture } from '../support/make-pack';
import { stageTable } from './quantiles';

/** p50 and p90 of each stage over `runs` inspections of `photo` with the pack in `packFolder`, one warm-up left out. */
export async function benchNode(photo: Uint8Array, packFolder: string, runs: number): Promise<string> {
  const predict = await createNodePredictor(packFolder);
  const timings: StageTimings[] = [];
  for (let run = 0; run <= runs; run++) {
    const inspected = await predict(photo);
    if (!inspected.ok) throw new Error(JSON.stringify(inspected.fault));
    if (run > 0) timings.push(inspected.value.verdict.timings);
  }
  return stageTable(`Node, ${packFolder}, ${runs} runs`, {
    decode: timings.map(({ decodeMs }) => decodeMs),
    resize: timings.map(({ resizeMs }) => resizeMs),
    network: timings.map(({ networkMs }) => networkMs),
    judge: timings.map(({ judgeMs }) => judgeMs),
    total: timings.map(({ totalMs }) => totalMs),
  });
}

/** The parts separately, to show a slow one on any machine. */
export function benchParts(runs: number): string {
  const photo = flatPicture(4000, 3000, [120, 130, 140]);
  const seeThrough = flatPicture(4000, 3000, [120, 130, 140, 200]);
  const whole = { x: 0, y: 0, width: 4000, height: 3000 };
  const size = { width: 224, height: 224 };
  const cells = { rows: 784, columns: 56, data: ramp(784 * 56) };
  const bank = prepareBank({ rows: 4000, columns: 56, data: ramp(4000 * 56) });
  const frame = flatPicture(256, 192, [120, 130, 140]);
  return stageTable(`Parts, ${runs} runs`, {
    'resize 12 MP opaque → 224': times(runs, () => resizeToPlanes(photo, whole, size)),
    'resize 12 MP with alpha → 224': times(runs, () => resizeToPlanes(seeThrough, whole, size)),
    '784 cells × 4,000 rows × 56': times(runs, () =>
      bankDistances(cells, bank, { neighbours: 1, leftOut: new Uint8Array(cells.rows) }),
    ),
    'check of a viewfinder frame': times(runs, () => measureFrame(frame)),
  });
}

function times(runs: number, task: () => unknown): number[] {
  task();
  return Array.from({ length: runs }, () => {
    const startedMs = performance.now();
    task();
    return performance.now() - startedMs;
  });
}

/** Numbers without a pattern, so that pruning gains nothing. */
function ramp(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, at) => (Math.imul(at + 1, 2_654_435_761) >>> 8) / 2 ** 24);
}
