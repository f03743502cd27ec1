/**
 * Position-aware search: each cell is compared with the cells of a baseline picture near the same place. The reference
 * implementation is `training/trainer/baseline/near.py`.
 */
import { outOfRange } from '../math/out-of-range';
import type { Nearest, Vectors } from './memory-bank';

/** A baseline's cells on their grid, `columns × rows` vectors row after row. */
export interface BaselineCells {
  readonly cells: Vectors;
  readonly columns: number;
  readonly rows: number;
}

/** Column and row on the baseline's grid of each later cell; the centre of the first cell is at 0.5, 0.5. */
interface CellPlaces {
  readonly column: ArrayLike<number>;
  readonly row: ArrayLike<number>;
}

/** A cell of the baseline is near a place if its centre is at most this many cells away, across and down. */
const nearReach = 1.5;

/** Cells this near to the border of a picture show its edge, not only what is there. */
const borderReach = 2;
/** Cells whose distances to the border differ by more are not comparable where one of them is near it. */
const borderSlack = 0.5;

/**
 * 1 for each later cell that lies on the baseline but near the border of one picture, and elsewhere in the other: a network sees the edge
 * of a picture there. With the same framing there is none. `later`: columns and rows of the later grid.
 */
export function incomparableCells(
  later: { readonly columns: number; readonly rows: number },
  places: CellPlaces,
  { columns, rows }: Pick<BaselineCells, 'columns' | 'rows'>,
): Uint8Array {
  return Uint8Array.from({ length: later.columns * later.rows }, (_, cell) => {
    const x = places.column[cell] ?? outOfRange();
    const y = places.row[cell] ?? outOfRange();
    if (x < 0 || x >= columns || y < 0 || y >= rows) return 0;
    const [ownX, ownY] = [(cell % later.columns) + 0.5, Math.floor(cell / later.columns) + 0.5];
    const pairs = [
      [ownX, x],
      [later.columns - ownX, columns - x],
      [ownY, y],
      [later.rows - ownY, rows - y],
    ] as const;
    return pairs.some(([a, b]) => Math.min(a, b) < borderReach && Math.abs(a - b) > borderSlack) ? 1 : 0;
  });
}

/**
 * For each cell the Euclidean distance to the nearest vector among the baseline's cells near its place; `Infinity` for a cell without a
 * counterpart, because its place is outside the baseline. O(cells × reach² × columns).
 */
export function nearDistances(
  later: Vectors,
  places: CellPlaces,
  baseline: BaselineCells,
  reach: number = nearReach,
): Float32Array {
  return Float32Array.from({ length: later.rows }, (_, cell) => {
    const x = places.column[cell] ?? outOfRange();
    const y = places.row[cell] ?? outOfRange();
    return nearestInWindow(later, cell, baseline, { x, y, reach }).distance;
  });
}

/** The cell of the baseline that `nearDistances` measures the distance of one cell to. */
export function nearestNear(later: Vectors, cell: number, places: CellPlaces, baseline: BaselineCells): Nearest {
  const x = places.column[cell] ?? outOfRange();
  const y = places.row[cell] ?? outOfRange();
  return nearestInWindow(later, cell, baseline, { x, y, reach: nearReach });
}

interface Window {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
}

function nearestInWindow(
  later: Vectors,
  cell: number,
  { cells, columns, rows }: BaselineCells,
  { x, y, reach }: Window,
): Nearest {
  if (x < 0 || x >= columns || y < 0 || y >= rows) return { at: -1, distance: Infinity };
  let [nearest, at] = [Infinity, -1];
  for (let row = firstWithin(y, reach); row <= lastWithin(y, reach, rows); row++) {
    for (let column = firstWithin(x, reach); column <= lastWithin(x, reach, columns); column++) {
      const squared = squaredDistance(later, cell, cells, row * columns + column);
      if (squared < nearest) [nearest, at] = [squared, row * columns + column];
    }
  }
  return { at, distance: Math.sqrt(nearest) };
}

/** Cell `n` has its centre at n + 0.5. */
function firstWithin(place: number, reach: number): number {
  return Math.max(0, Math.ceil(place - 0.5 - reach));
}

function lastWithin(place: number, reach: number, count: number): number {
  return Math.min(count - 1, Math.floor(place - 0.5 + reach));
}

function squaredDistance(a: Vectors, cellOfA: number, b: Vectors, cellOfB: number): number {
  const [fromA, fromB] = [cellOfA * a.columns, cellOfB * b.columns];
  let sum = 0;
  for (let at = 0; at < a.columns; at++) {
    sum += ((a.data[fromA + at] ?? outOfRange()) - (b.data[fromB + at] ?? outOfRange())) ** 2;
  }
  return sum;
}

/** The smallest of several distances of each cell. */
export function smallest(cells: number, distances: readonly Float32Array[]): Float32Array {
  return Float32Array.from({ length: cells }, (_, cell) =>
    Math.min(...distances.map((each) => each[cell] ?? outOfRange())),
  );
}
