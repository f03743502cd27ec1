/** From the dense outputs of a network to one vector per cell of the anomaly map. Source: `models/README.md`, "Cells". */
import type { PatchRecipe, PatchTap } from '../domain/pack';
import { enlargerFor } from '../math/bilinear';
import { outOfRange } from '../math/out-of-range';
import type { Vectors } from './memory-bank';

/** A dense output of the network: `channels` planes of `height × width`, in the order of `layout`. */
export interface TapOutput {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly layout: 'nchw' | 'nhwc';
  readonly data: Float32Array;
}

/** One row per cell of the grid, row after row. Its columns are the channels of the taps, in the order of the recipe. */
export function patchCells(outputs: readonly TapOutput[], { taps, grid }: PatchRecipe): Vectors {
  const columns = outputs.reduce((sum, output) => sum + output.channels, 0);
  const cells = { rows: grid.width * grid.height, columns, data: new Float32Array(grid.width * grid.height * columns) };
  let firstColumn = 0;
  outputs.forEach((output, at) => {
    writeTap(cells, firstColumn, output, taps[at] ?? outOfRange(), grid);
    firstColumn += output.channels;
  });
  return cells;
}

interface Grid {
  readonly width: number;
  readonly height: number;
}

function writeTap(cells: Vectors, firstColumn: number, output: TapOutput, tap: PatchTap, grid: Grid): void {
  const resized = resizerTo(grid, output);
  for (let channel = 0; channel < output.channels; channel++) {
    const plane = resized(windowMean(planeOf(output, channel), output, tap.neighbourhood));
    for (let row = 0; row < cells.rows; row++)
      cells.data[row * cells.columns + firstColumn + channel] = plane[row] ?? outOfRange();
  }
  for (let row = 0; row < cells.rows; row++) {
    const from = row * cells.columns + firstColumn;
    scaleVector(cells.data.subarray(from, from + output.channels), tap);
  }
}

function planeOf({ width, height, channels, layout, data }: TapOutput, channel: number): Float32Array {
  const length = width * height;
  if (layout === 'nchw') return data.subarray(channel * length, (channel + 1) * length);
  return Float32Array.from({ length }, (_, at) => data[at * channels + channel] ?? outOfRange());
}

/** Mean over a `side × side` window with stride 1; at the border over the part inside. */
function windowMean(plane: Float32Array, { width, height }: Grid, side: number): Float32Array {
  if (side === 1) return plane;
  const reach = (side - 1) / 2;
  const sums = rowSums(plane, { width, height }, reach);
  const out = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) {
    const first = Math.max(0, y - reach);
    const end = Math.min(height, y + reach + 1);
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let row = first; row < end; row++) sum += sums[row * width + x] ?? outOfRange();
      const columns = Math.min(width, x + reach + 1) - Math.max(0, x - reach);
      out[y * width + x] = sum / ((end - first) * columns);
    }
  }
  return out;
}

/** The sum over the row's part of each window. */
function rowSums(plane: Float32Array, { width, height }: Grid, reach: number): Float64Array {
  const sums = new Float64Array(plane.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let column = Math.max(0, x - reach); column < Math.min(width, x + reach + 1); column++)
        sum += plane[y * width + column] ?? outOfRange();
      sums[y * width + x] = sum;
    }
  }
  return sums;
}

interface Range {
  readonly first: number;
  readonly end: number;
}

function meanOf(plane: Float32Array, width: number, rows: Range, columns: Range): number {
  let sum = 0;
  for (let y = rows.first; y < rows.end; y++) {
    for (let at = y * width + columns.first; at < y * width + columns.end; at++) sum += plane[at] ?? outOfRange();
  }
  return sum / ((rows.end - rows.first) * (columns.end - columns.first));
}

/** Brings planes to the grid: mean over blocks if the tap is larger by a whole factor, otherwise bilinear. */
function resizerTo(grid: Grid, tap: Grid): (plane: Float32Array) => Float32Array {
  if (tap.width === grid.width && tap.height === grid.height) return (plane) => plane;
  const factor = { x: tap.width / grid.width, y: tap.height / grid.height };
  const isWhole = Number.isInteger(factor.x) && Number.isInteger(factor.y);
  return isWhole ? (plane) => blockMeans(plane, tap, grid, factor) : enlargerFor(tap, grid);
}

function blockMeans(
  plane: Float32Array,
  tap: Grid,
  grid: Grid,
  factor: { readonly x: number; readonly y: number },
): Float32Array {
  const out = new Float32Array(grid.width * grid.height);
  for (let y = 0; y < grid.height; y++) {
    const rows = { first: y * factor.y, end: (y + 1) * factor.y };
    for (let x = 0; x < grid.width; x++) {
      const columns = { first: x * factor.x, end: (x + 1) * factor.x };
      out[y * grid.width + x] = meanOf(plane, tap.width, rows, columns);
    }
  }
  return out;
}

function scaleVector(vector: Float32Array, { norm, weight }: PatchTap): void {
  const scale = norm === 'l2' ? weight / (lengthOf(vector) + 1e-12) : weight;
  for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] ?? outOfRange()) * scale;
}

function lengthOf(vector: Float32Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}
