import { expect, test } from 'vitest';
import type { MaskRaster, Picture } from '../../../src/domain/picture';
import { shareOfSheet, trimPicture } from '../../../src/vision/trim';

const side = 64;

test('CAP-14 a marked spot is covered with its surroundings, and nothing else changes', () => {
  const picture = ribbed((x, y) => Math.hypot(x - 30, y - 34) < 4);
  const mask = maskWhere((x, y) => Math.hypot(x - 30, y - 34) < 4);
  const { picture: covered, share } = trimPicture(picture, mask);
  const clean = ribbed(() => false);
  const wrong = pixels().filter(([x, y]) => Math.abs(redAt(covered, x, y) - redAt(clean, x, y)) > 30);
  expect(wrong).toEqual([]);
  expect(share).toBeGreaterThan(0.01);
  expect(share).toBeLessThan(0.05);
});

test('CAP-14 a mask of another size marks the same place', () => {
  const picture = ribbed((x, y) => x >= 32 && x < 40 && y >= 16 && y < 24);
  const small: MaskRaster = { width: 8, height: 8, data: new Uint8Array(64) };
  small.data[2 * 8 + 4] = 1;
  const { picture: covered } = trimPicture(picture, small);
  expect(redAt(covered, 36, 20)).toBeGreaterThan(100);
});

test('CAP-14 where no donor fits, the mean of the surroundings covers the region, and nothing is covered without a mask', () => {
  const picture = ribbed((x, y) => x > 3 && x < 60 && y > 3 && y < 60);
  const { picture: covered } = trimPicture(
    picture,
    maskWhere((x, y) => x > 3 && x < 60 && y > 3 && y < 60),
  );
  expect(redAt(covered, 32, 32)).toBeGreaterThan(100);
  const untouched = trimPicture(
    picture,
    maskWhere(() => false),
  );
  expect(untouched.share).toBe(0);
  expect(untouched.picture.data).toEqual(picture.data);
});

test('CAP-14 the covered share is that of the sheet where it stands out, and of the picture where it fills it', () => {
  const fills = shareOfSheet(
    0.02,
    ribbed(() => false),
  );
  expect(fills).toEqual({ share: 0.02, shareOf: 'picture' });
  const onTable = onTableOf(ribbed(() => false));
  const { share, shareOf } = shareOfSheet(0.02, onTable);
  expect(shareOf).toBe('sheet');
  // The sheet is a quarter of the picture.
  expect(share).toBeGreaterThan(0.06);
  expect(share).toBeLessThan(0.11);
});

/** The picture in the middle of a blue table of twice its size. */
function onTableOf(sheet: Picture): Picture {
  const wide = 2 * side;
  const data = new Uint8ClampedArray(wide * wide * 4);
  for (let at = 0; at < wide * wide; at++) {
    const [x, y] = [(at % wide) - side / 2, Math.floor(at / wide) - side / 2];
    const isSheet = x >= 0 && x < side && y >= 0 && y < side;
    const from = 4 * (y * side + x);
    data.set(isSheet ? sheet.data.subarray(from, from + 4) : [20, 40, 160, 255], 4 * at);
  }
  return { width: wide, height: wide, data };
}

/** Ribs of red 180 and 200, and black spots. */
function ribbed(isSpot: (x: number, y: number) => boolean): Picture {
  const data = new Uint8ClampedArray(side * side * 4);
  for (const [x, y] of pixels()) {
    const red = isSpot(x, y) ? 0 : x % 8 < 4 ? 180 : 200;
    data.set([red, red / 2, 20, 255], 4 * (y * side + x));
  }
  return { width: side, height: side, data };
}

function maskWhere(isMarked: (x: number, y: number) => boolean): MaskRaster {
  return { width: side, height: side, data: Uint8Array.from(pixels(), ([x, y]) => (isMarked(x, y) ? 1 : 0)) };
}

function pixels(): readonly (readonly [x: number, y: number])[] {
  return Array.from({ length: side * side }, (_, at) => [at % side, Math.floor(at / side)] as const);
}

function redAt({ data }: Picture, x: number, y: number): number {
  return data[4 * (y * side + x)] ?? NaN;
}
