/**
 * The anomaly part of a network that gives its own score and map, as those of anomalib 2. The pack format measures distances to a
 * memory bank: the score is a tap of one cell, and the bank is one row of 0, so that the distance is the score.
 */
import type { ImportTask } from '../../domain/model-import';
import type { OutputShapes } from '../../domain/onnx-export';
import type { PackAnomaly } from '../../domain/pack';

/** A step of the score to 0.73 on the calibrated scale. anomalib brings scores to 0–1 with its threshold at 0.5. */
const softness = 0.1;

/** Every cell counts: the map says where, and does not change the score. */
const lowestMap = -1e9;

/** The anomaly map has at most so many cells along each side; a larger one is averaged over whole blocks. */
const mostCells = 64;

export function anomalyPart(
  { score, map, threshold }: Extract<ImportTask, { kind: 'anomaly' }>,
  shapes: OutputShapes,
): PackAnomaly {
  const [height = 1, width = 1] = (shapes[map] ?? []).slice(-2);
  return {
    patches: {
      taps: [{ output: score, neighbourhood: 1, norm: 'none', weight: 1 }],
      grid: { width: cellsOf(width), height: cellsOf(height) },
    },
    bank: { file: 'bank', rows: 1, columns: 1, type: 'float32' },
    neighbours: 1,
    score: { kind: 'max' },
    // No normal picture was measured: nothing is promised about false alarms.
    calibration: { threshold, mapThreshold: threshold, softness, falseAlarmRate: 1, normals: 0 },
    severity: [
      { name: 'Normal', title: 'Normal', upTo: 0.5, action: 'pass' },
      { name: 'Anomalous', title: 'Anomalous', upTo: 1, action: 'inspect' },
    ],
    minBoxShare: 0.0005,
    ignore: [],
    map: { output: map, threshold, softness, countsFrom: lowestMap },
  };
}

/** The largest number of cells, at most `mostCells`, by which `side` can be divided without remainder. */
function cellsOf(side: number): number {
  for (let block = 1; block < side; block++) if (side % block === 0 && side / block <= mostCells) return side / block;
  return 1;
}
