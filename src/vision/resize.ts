import type { Picture } from '../domain/picture';
import { outOfRange } from '../math/out-of-range';
import type { Extent, Size } from './fit';
import { planShrink, shrinkOpaqueRow, type ShrinkPlan } from './shrink-row';
import { triangleWeights, type AxisWeights } from './triangle';

/** Three float planes, red then green then blue, each `width × height`, row after row, values 0–255, not rounded. */
export interface RgbPlanes extends Size {
  readonly data: Float32Array;
}

/**
 * Resamples the pixels of `source` (px, fractions allowed) to `size` with the triangle filter: horizontal pass first, only the
 * rows that are needed, no rounding. Transparent pixels are composed over white. Source: `models/README.md`.
 */
export function resizeToPlanes(picture: Picture, source: Extent, size: Size): RgbPlanes {
  const columns = { size: picture.width, from: source.x, length: source.width, count: size.width };
  const rows = { size: picture.height, from: source.y, length: source.height, count: size.height };
  const vertical = triangleWeights(rows);
  const band = bandOf(vertical);
  const horizontal = {
    weights: triangleWeights(columns),
    shrink: columns.length >= columns.count ? planShrink(columns) : undefined,
  };
  return filterColumns(filterRows(picture, horizontal, band), vertical, band.first, size);
}

interface Band {
  readonly first: number;
  readonly rows: number;
}

interface Horizontal {
  readonly weights: AxisWeights;
  readonly shrink: ShrinkPlan | undefined;
}

function bandOf({ firsts, starts }: AxisWeights): Band {
  const last = firsts.length - 1;
  const first = firsts[0] ?? outOfRange();
  const end = (firsts[last] ?? outOfRange()) + (starts[last + 1] ?? outOfRange()) - (starts[last] ?? outOfRange());
  return { first, rows: end - first };
}

/** The horizontal pass: rows of `band`, each filtered to the output width. */
function filterRows(picture: Picture, { weights, shrink }: Horizontal, band: Band): RgbPlanes {
  const width = weights.firsts.length;
  const planes = { width, height: band.rows, data: new Float32Array(3 * width * band.rows) };
  const pixels = asWords(picture.data);
  const flat = new Float32Array(3 * picture.width);
  for (let row = 0; row < band.rows; row++) {
    const offset = (band.first + row) * picture.width;
    if (shrink !== undefined && shrinkOpaqueRow(shrink, pixels, offset, planes.data, row, width * band.rows)) continue;
    flattenRow(picture, offset, flat);
    gatherRow(weights, flat, planes, row);
  }
  return planes;
}

/** RGBA bytes as little-endian 32-bit words; copied only if they are not aligned. */
function asWords(data: Uint8ClampedArray): Uint32Array {
  const aligned = data.byteOffset % 4 === 0 ? data : data.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
}

/** Composes one row over white, `c·a + 255·(1 − a)`, into three planes of `picture.width` numbers. */
function flattenRow({ data, width }: Picture, offset: number, flat: Float32Array): void {
  for (let x = 0, at = offset * 4; x < width; x++, at += 4) {
    const alpha = (data[at + 3] ?? outOfRange()) / 255;
    const white = 255 * (1 - alpha);
    flat[x] = (data[at] ?? outOfRange()) * alpha + white;
    flat[x + width] = (data[at + 1] ?? outOfRange()) * alpha + white;
    flat[x + 2 * width] = (data[at + 2] ?? outOfRange()) * alpha + white;
  }
}

function gatherRow(axis: AxisWeights, flat: Float32Array, planes: RgbPlanes, row: number): void {
  const { firsts, starts, weights } = axis;
  const sourceWidth = flat.length / 3;
  const planeLength = planes.width * planes.height;
  for (let plane = 0; plane < 3; plane++) {
    const outAt = plane * planeLength + row * planes.width;
    for (let x = 0; x < planes.width; x++) {
      const start = starts[x] ?? outOfRange();
      const shift = plane * sourceWidth + (firsts[x] ?? outOfRange()) - start;
      const end = starts[x + 1] ?? outOfRange();
      let sum = 0;
      for (let tap = start; tap < end; tap++)
        sum += (weights[tap] ?? outOfRange()) * (flat[tap + shift] ?? outOfRange());
      planes.data[outAt + x] = sum;
    }
  }
}

/** The vertical pass. `rows` contains the source rows from `firstRow` on. */
function filterColumns(rows: RgbPlanes, axis: AxisWeights, firstRow: number, size: Size): RgbPlanes {
  const out = new Float32Array(3 * size.width * size.height);
  const sum = new Float64Array(size.width);
  for (let plane = 0; plane < 3; plane++) {
    for (let y = 0; y < size.height; y++) {
      sumRows(rows, axis, { plane, y, firstRow }, sum);
      out.set(sum, (plane * size.height + y) * size.width);
    }
  }
  return { ...size, data: out };
}

function sumRows(
  rows: RgbPlanes,
  { firsts, starts, weights }: AxisWeights,
  { plane, y, firstRow }: { readonly plane: number; readonly y: number; readonly firstRow: number },
  sum: Float64Array,
): void {
  sum.fill(0);
  const end = starts[y + 1] ?? outOfRange();
  let tap = starts[y] ?? outOfRange();
  let at = (plane * rows.height + (firsts[y] ?? outOfRange()) - firstRow) * rows.width;
  for (; tap + 1 < end; tap += 2, at += 2 * rows.width)
    addTwoRows(rows, at, weights[tap] ?? outOfRange(), weights[tap + 1] ?? outOfRange(), sum);
  if (tap < end) addRow(rows, at, weights[tap] ?? outOfRange(), sum);
}

function addRow({ data }: RgbPlanes, from: number, weight: number, sum: Float64Array): void {
  for (let x = 0, at = from; x < sum.length; x++, at++)
    sum[x] = (sum[x] ?? outOfRange()) + weight * (data[at] ?? outOfRange());
}

/** Like `addRow` for two rows, one after the other. */
function addTwoRows({ data, width }: RgbPlanes, from: number, weight: number, next: number, sum: Float64Array): void {
  for (let x = 0, at = from; x < sum.length; x++, at++)
    sum[x] = (sum[x] ?? outOfRange()) + weight * (data[at] ?? outOfRange()) + next * (data[at + width] ?? outOfRange());
}
