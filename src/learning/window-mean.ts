/** The mean around each number of a plane. Source: `models/README.md`, "Cells". */
import { outOfRange } from '../math/out-of-range';

interface Grid {
  readonly width: number;
  readonly height: number;
}

/**
 * Means over a `side × side` window with stride 1; at the border over the part inside. For many planes of one size: what it gives is valid until it is
 * called again.
 */
export function windowMeanOf(grid: Grid, side: number): (plane: Float32Array) => Float32Array {
  if (side === 1) return (plane) => plane;
  const reach = (side - 1) / 2;
  const sums = new Float64Array(grid.width * grid.height);
  const line = new Float64Array(grid.width);
  const means = new Float32Array(grid.width * grid.height);
  const columns = Float64Array.from({ length: grid.width }, (_, x) => partInside(x, grid.width, reach));
  return (plane) => {
    sums.fill(0);
    for (let y = 0; y < grid.height; y++) addColumns(sums, plane, y * grid.width, grid.width, reach);
    for (let y = 0; y < grid.height; y++) {
      line.fill(0);
      const end = Math.min(grid.height, y + reach + 1);
      for (let row = Math.max(0, y - reach); row < end; row++) addLine(line, sums, row * grid.width);
      const rows = partInside(y, grid.height, reach);
      const from = y * grid.width;
      for (let x = 0; x < grid.width; x++)
        means[from + x] = (line[x] ?? outOfRange()) / (rows * (columns[x] ?? outOfRange()));
    }
    return means;
  };
}

/** How many places of the window around `at` are inside. */
function partInside(at: number, count: number, reach: number): number {
  return Math.min(count, at + reach + 1) - Math.max(0, at - reach);
}

/** Adds to each sum of one row the part of the row in its window, from left to right. */
function addColumns(sums: Float64Array, plane: Float32Array, from: number, width: number, reach: number): void {
  if (reach === 1) {
    addThree(sums, plane, from, width);
    return;
  }
  for (let offset = -reach; offset <= reach; offset++) {
    const end = from + Math.min(width, width - offset);
    for (let at = from + Math.max(0, -offset); at < end; at++)
      sums[at] = (sums[at] ?? outOfRange()) + (plane[at + offset] ?? outOfRange());
  }
}

/** The usual window at once. */
function addThree(sums: Float64Array, plane: Float32Array, from: number, width: number): void {
  let left = 0;
  let here = plane[from] ?? outOfRange();
  const last = from + width - 1;
  for (let at = from; at < last; at++) {
    const right = plane[at + 1] ?? outOfRange();
    sums[at] = 0 + left + here + right;
    left = here;
    here = right;
  }
  sums[last] = 0 + left + here;
}

function addLine(line: Float64Array, sums: Float64Array, from: number): void {
  for (let x = 0; x < line.length; x++) line[x] = (line[x] ?? outOfRange()) + (sums[from + x] ?? outOfRange());
}
