import { expect, test } from 'vitest';
import { byDivisor, reducedSize } from '../../../src/engine/picture-file/decode-scale';
import { colour8, type PictureFile } from '../../../src/engine/picture-file/picture-header';
import { turnUpright, type Orientation } from '../../../src/engine/picture-file/upright';

function fileOf(widthPx: number, heightPx: number, orientation: Orientation = 1): PictureFile {
  return { format: 'jpg', widthPx, heightPx, orientation, samples: colour8, pieces: [], dataFault: () => undefined };
}

test('PIC-5 the smallest size that is large enough is chosen, upright or not', () => {
  const needed = () => ({ width: 600, height: 500 });
  expect(reducedSize(fileOf(4000, 3000), needed)).toEqual({ divisor: 4, width: 1000, height: 750 });
  expect(reducedSize(fileOf(4005, 3001), needed)).toEqual({ divisor: 4, width: 1002, height: 751 });
  expect(reducedSize(fileOf(3000, 4800, 6), needed)).toEqual({ divisor: 4, width: 750, height: 1200 });
  expect(reducedSize(fileOf(1199, 999), needed)).toEqual({ divisor: 2, width: 600, height: 500 });
  expect(reducedSize(fileOf(1100, 900), needed)).toBeUndefined();
});

test('PIC-5 only JPEGs are decoded smaller: other decoders differ', () => {
  expect(reducedSize({ ...fileOf(4000, 3000), format: 'webp' }, () => ({ width: 1, height: 1 }))).toBeUndefined();
});

test('PIC-5 pixels that lie partly outside the original come last as stored, and first where an axis is reversed', () => {
  const size = { divisor: 8, width: 500, height: 375 };
  const parts = ([1, 2, 3, 6, 8] as const).map((orientation) => byDivisor(fileOf(3998, 2996, orientation), size).part);
  expect(parts).toEqual([
    { x: 0, y: 0, width: 499.75, height: 374.5 },
    { x: 0.25, y: 0, width: 499.75, height: 374.5 },
    { x: 0.25, y: 0.5, width: 499.75, height: 374.5 },
    { x: 0.5, y: 0, width: 374.5, height: 499.75 },
    { x: 0, y: 0.25, width: 374.5, height: 499.75 },
  ]);
});

/** `stored` has three columns and two rows; each pixel is its letter. */
function turned(orientation: Orientation): string {
  const stored = Uint8ClampedArray.from('abcdef', (letter) => letter.charCodeAt(0));
  const data = new Uint8ClampedArray(24);
  stored.forEach((value, at) => data.fill(value, 4 * at, 4 * at + 4));
  const upright = turnUpright({ width: 3, height: 2, data }, orientation);
  const letters = Array.from({ length: 6 }, (_, at) => String.fromCharCode(upright.data[4 * at] ?? 0)).join('');
  return `${letters.slice(0, upright.width)} ${letters.slice(upright.width, 2 * upright.width)} ${letters.slice(2 * upright.width)}`.trim();
}

test('PIC-4 each orientation turns the stored pixels upright', () => {
  const all = ([1, 2, 3, 4, 5, 6, 7, 8] as const).map(turned);
  expect(all).toEqual(['abc def', 'cba fed', 'fed cba', 'def abc', 'ad be cf', 'da eb fc', 'fc eb da', 'cf be ad']);
});
