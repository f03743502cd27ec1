import type { Picture } from '../domain/picture';
import { outOfRange } from '../math/out-of-range';
import type { Extent, Size } from './fit';
import { planShrink, shrinkOpaqueRow } from './shrink-row';
import { triangleWeights, type Axis, type AxisWeights } from './triangle';

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
  const vertical = triangleWeights({ size: picture.height, from: source.y, length: source.height, count: size.height });
  const filter = rowFilterOf(picture, columns);
  const recent = {
    width: size.width,
    height: mostTaps(vertical),
    data: new Float32Array(3 * size.width * mostTaps(vertical)),
  };
  const out = new Float32Array(3 * size.width * size.height);
  const sum = new Float64Array(size.width);
  let next = vertical.firsts[0] ?? outOfRange();
  for (let y = 0; y < size.height; y++) {
    const end = (vertical.firsts[y] ?? outOfRange()) + tapsOf(vertical, y);
    for (; next < end; next++) filter(next, recent, next % recent.height);
    for (let plane = 0; plane < 3; plane++) {
      sumRows(recent, vertical, plane, y, sum);
      out.set(sum, (plane * size.height + y) * size.width);
    }
  }
  return { ...size, data: out };
}

function tapsOf({ starts }: AxisWeights, output: number): number {
  return (starts[output + 1] ?? outOfRange()) - (starts[output] ?? outOfRange());
}

function mostTaps(axis: AxisWeights): number {
  return axis.firsts.reduce((most, _, output) => Math.max(most, tapsOf(axis, output)), 1);
}

/** The horizontal pass: filters row `y` of the picture into row `row` of `planes`. */
function rowFilterOf(picture: Picture, columns: Axis): (y: number, planes: RgbPlanes, row: number) => void {
  const weights = triangleWeights(columns);
  const shrink = columns.length >= columns.count ? planShrink(columns) : undefined;
  const pixels = asWords(picture.data);
  const flat = new Float32Array(3 * picture.width);
  return (y, planes, row) => {
    const offset = y * picture.width;
    const length = planes.width * planes.height;
    if (shrink !== undefined && shrinkOpaqueRow(shrink, pixels, offset, planes.data, row, length)) return;
    flattenRow(picture, offset, flat);
    gatherRow(weights, flat, planes, row);
  };
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

/** The vertical pass, for one row of one plane. `recent` has the last filtered rows, row `y` of the picture at `y` modulo their number. */
function sumRows(
  recent: RgbPlanes,
  { firsts, starts, weights }: AxisWeights,
  plane: number,
  y: number,
  sum: Float64Array,
): void {
  sum.fill(0);
  const start = starts[y] ?? outOfRange();
  const end = starts[y + 1] ?? outOfRange();
  const placeOf = (tap: number): number => {
    const row = ((firsts[y] ?? outOfRange()) + tap - start) % recent.height;
    return (plane * recent.height + row) * recent.width;
  };
  let tap = start;
  for (; tap + 1 < end; tap += 2) {
    const [first, second] = [weights[tap] ?? outOfRange(), weights[tap + 1] ?? outOfRange()];
    addTwoRows(recent.data, { from: placeOf(tap), weight: first }, { from: placeOf(tap + 1), weight: second }, sum);
  }
  if (tap < end) addRow(recent.data, { from: placeOf(tap), weight: weights[tap] ?? outOfRange() }, sum);
}

interface WeightedRow {
  readonly from: number;
  readonly weight: number;
}

function addRow(data: Float32Array, { from, weight }: WeightedRow, sum: Float64Array): void {
  for (let x = 0; x < sum.length; x++) sum[x] = (sum[x] ?? outOfRange()) + weight * (data[from + x] ?? outOfRange());
}

/** Like `addRow` for one row and then the other. */
function addTwoRows(data: Float32Array, first: WeightedRow, second: WeightedRow, sum: Float64Array): void {
  const { from, weight } = first;
  const { from: other, weight: next } = second;
  for (let x = 0; x < sum.length; x++)
    sum[x] =
      (sum[x] ?? outOfRange()) + weight * (data[from + x] ?? outOfRange()) + next * (data[other + x] ?? outOfRange());
}
