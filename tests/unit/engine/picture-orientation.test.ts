import { expect, test } from 'vitest';
import { exifFacts } from '../../../src/engine/picture-file/orientation';
import { exifWith, type ExifLayout } from '../../support/corpus/make-exif';

const layouts: readonly ExifLayout[] = (['II', 'MM'] as const).flatMap((order) =>
  (['short', 'long'] as const).flatMap((type) => [8, 9, 40, 500].map((firstAt) => ({ order, type, firstAt }))),
);

test.each(layouts)('PIC-4 the orientation is read in the layout %o', (layout) => {
  for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const exif = exifWith(orientation, layout);
    expect([orientationOf(exif), orientationOf(exif.subarray(6))]).toEqual([orientation, orientation]);
  }
});

test('PIC-4 an orientation that does not exist, cut off data and a cycle of directories count as upright', () => {
  expect([0, 9, 77].map((value) => orientationOf(exifWith(value, {})))).toEqual([1, 1, 1]);
  expect(orientationOf(exifWith(6, {}).subarray(0, 20))).toBe(1);
  expect(orientationOf(new Uint8Array(0))).toBe(1);
  const ring = exifWith(6, {});
  ring.writeUInt32LE(8, ring.length - 4);
  expect(orientationOf(ring)).toBe(6);
});

function orientationOf(exif: Uint8Array): number {
  return exifFacts(exif).orientation;
}
