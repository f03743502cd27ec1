import { expect, test } from 'vitest';
import { bankDistances, prepareBank } from '../../../src/learning/memory-bank';
import { headLogits } from '../../../src/learning/grade';
import { patchCells } from '../../../src/learning/patch-cells';
import { enlarge } from '../../../src/math/bilinear';
import { outOfRange } from '../../../src/math/out-of-range';
import { maskFrom, peakOf } from '../../../src/vision/regions';
import { resizeToPlanes } from '../../../src/vision/resize';

/** Each reads one number more than its array holds. */
const wrongIndexes = [
  ['resize of an opaque picture', () => resizeToPlanes(picture(255), whole, { width: 2, height: 2 })],
  ['resize of a transparent picture', () => resizeToPlanes(picture(100), whole, { width: 2, height: 2 })],
  ['resize that enlarges', () => resizeToPlanes(picture(255), whole, { width: 9, height: 9 })],
  ['bilinear enlargement', () => enlarge(raster(3), { width: 8, height: 8 })],
  ['peak of a region', () => peakOf(raster(4), { cells: [3, 4], bounds: { x: 0, y: 0, width: 1, height: 1 } })],
  ['grade head', () => headLogits({ outputs: 1, columns: 3, data: new Float32Array(4) }, new Float32Array(2))],
  ['search in the memory bank', () => search(new Float32Array(5))],
  ['cells of a tap that the recipe lacks', () => patchCells([tap, tap], { taps: [recipe], grid })],
  ['cells of a tap with missing numbers', () => patchCells([{ ...tap, data: new Float32Array(15) }], pooled)],
] as const;

test.each(wrongIndexes)('ENG-37 a wrong index throws: %s', (_title, read) => {
  expect(read).toThrow(RangeError);
});

test('ENG-37 outOfRange never returns', () => {
  expect(outOfRange).toThrow('an index is outside its array');
  expect(maskFrom(raster(4), 0).data).toEqual(Uint8Array.of(1, 1, 1, 1));
});

const whole = { x: 0, y: 0, width: 4, height: 4 };
const grid = { width: 2, height: 2 };
const recipe = { output: 'tap', neighbourhood: 1, norm: 'none', weight: 1 } as const;
const pooled = { taps: [recipe], grid };
const tap = { width: 4, height: 4, channels: 1, layout: 'nchw', data: new Float32Array(16) } as const;

/** A 4 × 4 picture whose last row is missing. */
function picture(alpha: number) {
  return { width: 4, height: 4, data: new Uint8ClampedArray(4 * 12).fill(alpha) };
}

function raster(count: number) {
  return { width: 2, height: 2, data: new Float32Array(count) };
}

/** One cell of three columns in a bank of two rows that holds only `data`. */
function search(data: Float32Array): Float32Array {
  const bank = prepareBank({ rows: 2, columns: 3, data });
  return bankDistances({ rows: 1, columns: 3, data: new Float32Array(3) }, bank, {
    neighbours: 1,
    leftOut: new Uint8Array(1),
  });
}
