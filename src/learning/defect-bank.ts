/**
 * How rows of examples change the value of a cell. Rules LRN in `docs/spec/learning.md`. Python reference: `training/trainer/patchcore/learning.py`.
 */
import { outOfRange } from '../math/out-of-range';
import { mapLoweringShare } from '../domain/map-lowering-share';
import type { BankSource } from '../domain/pack';
import type { Vectors } from './memory-bank';

/** How much a cell is like a fault, 0–1: `1 − d / k` where its distance `d` to the faults is less than its distance `k` to what is normal. */
export function faultShare(toNormal: number, toFault: number): number {
  return toFault < toNormal ? 1 - toFault / toNormal : 0;
}

/** `value` raised by `share` of the way to `ceiling`; never lowered, and never above it. */
export function raisedTo(ceiling: number, value: number, share: number): number {
  return value + share * Math.max(0, ceiling - value);
}

/** How much a cell is like a normal example, 0–1, falling with its distance to the nearest one. */
function loweringOf(toExample: number, mapThreshold: number): number {
  return Math.max(0, 1 - toExample / (mapLoweringShare * mapThreshold));
}

/** A value of the pack's own map, lowered towards the value from which cells count. */
export function loweredMap(
  map: Float32Array,
  toExample: Float32Array,
  { countsFrom, mapThreshold }: { readonly countsFrom: number; readonly mapThreshold: number },
): Float32Array {
  return map.map((value, cell) => {
    const share = loweringOf(toExample[cell] ?? outOfRange(), mapThreshold);
    return value - share * Math.max(0, value - countsFrom);
  });
}

/** The rows of a bank that examples added. */
export function exampleRowsOf({ columns, data }: Vectors, sources: readonly BankSource[]): Vectors {
  const parts: Float32Array[] = [];
  let row = 0;
  for (const { kind, rows } of sources) {
    if (kind === 'correction') parts.push(data.subarray(row * columns, (row + rows) * columns));
    row += rows;
  }
  const rows = parts.reduce((sum, part) => sum + part.length, 0) / columns;
  const joined = new Float32Array(rows * columns);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return { rows, columns, data: joined };
}
