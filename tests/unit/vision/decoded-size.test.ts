import { expect, test } from 'vitest';
import { leastDecodedSize, onPixels } from '../../../src/vision/fit';

const photo = { width: 4000, height: 3000 };
const input = { width: 224, height: 224 };

test('PIC-5 a picture is decoded to at least twice the input on the part that it covers', () => {
  expect(leastDecodedSize(photo, input, { kind: 'stretch' })).toEqual({ width: 448, height: 448 });
  expect(leastDecodedSize(photo, input, { kind: 'contain', pad: [0, 0, 0] })).toEqual({ width: 448, height: 336 });
  expect(leastDecodedSize(photo, input, { kind: 'cover', portion: 0.5 })).toEqual({ width: 1195, height: 896 });
});

test('PIC-5 a small picture is not enlarged', () => {
  expect(leastDecodedSize({ width: 320, height: 240 }, input, { kind: 'stretch' })).toEqual({
    width: 320,
    height: 240,
  });
});

test('PIC-5 an extent of the original lies on the part of the copy that the original fills', () => {
  const extent = { x: 1000, y: 600, width: 2000, height: 1200 };
  expect(onPixels(extent, photo)).toEqual(extent);
  const reduced = { original: photo, part: { x: 0.5, y: 0.25, width: 500, height: 375 } };
  const copy = { width: 501, height: 376, reduced };
  expect(onPixels(extent, copy)).toEqual({ x: 125.5, y: 75.25, width: 250, height: 150 });
});
