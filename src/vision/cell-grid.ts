/** The cells of a picture with their place on it. */
import { outOfRange } from '../math/out-of-range';

/**
 * A grid of cells, a vector of `depth` numbers each, row after row. It covers the rectangle `left`, `top`, `width`, `height` of its
 * picture, in units of the longer side of the picture from its centre.
 */
export interface CellGrid {
  readonly columns: number;
  readonly rows: number;
  readonly depth: number;
  readonly data: Float32Array | Float64Array;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The size of a cell. */
export function stepOf({ columns, rows, width, height }: CellGrid): { readonly x: number; readonly y: number } {
  return { x: width / columns, y: height / rows };
}

/** Means over square blocks, so that no side has more than `most` cells. Blocks at the end may be cut. */
export function pooledCells(grid: CellGrid, most: number): CellGrid {
  const factor = Math.ceil(Math.max(grid.columns, grid.rows) / most);
  if (factor === 1) return grid;
  const columns = Math.ceil(grid.columns / factor);
  const rows = Math.ceil(grid.rows / factor);
  const { x, y } = stepOf(grid);
  const data = new Float64Array(columns * rows * grid.depth);
  const counts = new Uint32Array(columns * rows);
  for (let cell = 0; cell < grid.columns * grid.rows; cell++) {
    const row = Math.floor(Math.floor(cell / grid.columns) / factor);
    addCell(grid, cell, data, row * columns + Math.floor((cell % grid.columns) / factor), counts);
  }
  const means = data.map((sum, at) => sum / (counts[Math.floor(at / grid.depth)] ?? outOfRange()));
  return { ...grid, columns, rows, data: means, width: x * factor * columns, height: y * factor * rows };
}

function addCell({ depth, data }: CellGrid, cell: number, sums: Float64Array, into: number, counts: Uint32Array): void {
  for (let at = 0; at < depth; at++) {
    sums[into * depth + at] = (sums[into * depth + at] ?? outOfRange()) + (data[cell * depth + at] ?? outOfRange());
  }
  counts[into] = (counts[into] ?? outOfRange()) + 1;
}

/** The cells less their mean, in double precision. */
export function centredCells(grid: CellGrid): CellGrid {
  const { depth } = grid;
  const data = Float64Array.from(grid.data);
  const cells = grid.columns * grid.rows;
  for (let at = 0; at < depth; at++) {
    let sum = 0;
    for (let from = at; from < data.length; from += depth) sum += data[from] ?? outOfRange();
    const mean = sum / cells;
    for (let from = at; from < data.length; from += depth) data[from] = (data[from] ?? outOfRange()) - mean;
  }
  return { ...grid, data };
}
