/** From the dense outputs of a network to one vector per cell of the anomaly map. Source: `models/README.md`, "Cells". */
import type { PatchRecipe, PatchTap } from '../domain/pack';
import { enlargerFor } from '../math/bilinear';
import { outOfRange } from '../math/out-of-range';
import type { Vectors } from './memory-bank';
import { windowMeanOf } from './window-mean';

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

/** Planes that are written together: a cell's numbers are then written next to each other, which is much faster than one plane after another. */
const blockPlanes = 8;

function writeTap(cells: Vectors, firstColumn: number, output: TapOutput, tap: PatchTap, grid: Grid): void {
  const resized = resizerTo(grid, output);
  const averaged = windowMeanOf(output, tap.neighbourhood);
  const planes = new Float32Array(blockPlanes * cells.rows);
  for (let first = 0; first < output.channels; first += blockPlanes) {
    const count = Math.min(blockPlanes, output.channels - first);
    for (let at = 0; at < count; at++) planes.set(resized(averaged(planeOf(output, first + at))), at * cells.rows);
    writeColumns(cells, firstColumn + first, planes, count);
  }
  for (let row = 0; row < cells.rows; row++)
    scaleVector(cells.data, row * cells.columns + firstColumn, output.channels, tap);
}

function writeColumns({ rows, columns, data }: Vectors, first: number, planes: Float32Array, count: number): void {
  for (let row = 0; row < rows; row++) {
    const to = row * columns + first;
    for (let at = 0; at < count; at++) data[to + at] = planes[at * rows + row] ?? outOfRange();
  }
}

function planeOf({ width, height, channels, layout, data }: TapOutput, channel: number): Float32Array {
  const length = width * height;
  if (layout === 'nchw') return data.subarray(channel * length, (channel + 1) * length);
  return Float32Array.from({ length }, (_, at) => data[at * channels + channel] ?? outOfRange());
}

/** Brings planes to the grid: mean over blocks if the tap is larger by a whole factor, otherwise bilinear. What it gives is valid until it is called again. */
function resizerTo(grid: Grid, tap: Grid): (plane: Float32Array) => Float32Array {
  if (tap.width === grid.width && tap.height === grid.height) return (plane) => plane;
  const out = new Float32Array(grid.width * grid.height);
  const across = tap.width / grid.width;
  const down = tap.height / grid.height;
  if (Number.isInteger(across) && Number.isInteger(down))
    return (plane) => blockMeans(plane, { across, down }, grid, out);
  const enlarged = enlargerFor(tap, grid);
  return (plane) => enlarged(plane, out);
}

interface Block {
  readonly across: number;
  readonly down: number;
}

function blockMeans(plane: Float32Array, { across, down }: Block, grid: Grid, out: Float32Array): Float32Array {
  const width = grid.width * across;
  for (let cell = 0; cell < out.length; cell++) {
    const x = cell % grid.width;
    const first = ((cell - x) / grid.width) * down * width + x * across;
    let sum = 0;
    for (let row = 0; row < down; row++) {
      const from = first + row * width;
      for (let at = from; at < from + across; at++) sum += plane[at] ?? outOfRange();
    }
    out[cell] = sum / (across * down);
  }
  return out;
}

function scaleVector(data: Float32Array, from: number, columns: number, { norm, weight }: PatchTap): void {
  const scale = norm === 'l2' ? weight / (lengthOf(data, from, columns) + 1e-12) : weight;
  for (let at = from; at < from + columns; at++) data[at] = (data[at] ?? outOfRange()) * scale;
}

function lengthOf(data: Float32Array, from: number, columns: number): number {
  let sum = 0;
  for (let at = from; at < from + columns; at++) sum += (data[at] ?? outOfRange()) * (data[at] ?? outOfRange());
  return Math.sqrt(sum);
}
