import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PixelRect } from '../../../src/domain/picture';
import {
  leastSide,
  moveRect,
  peakInRect,
  rectAround,
  rectBetween,
  resizeRect,
  type Corner,
} from '../../../src/vision/box-edit';

const size = fc.record({ width: fc.integer({ min: 20, max: 4000 }), height: fc.integer({ min: 20, max: 4000 }) });
const anywhere = fc.record({
  x: fc.double({ min: -500, max: 5000, noNaN: true }),
  y: fc.double({ min: -500, max: 5000, noNaN: true }),
});
const corner = fc.constantFrom<Corner>('north-west', 'north-east', 'south-west', 'south-east');

function expectInside(
  { x, y, width, height }: PixelRect,
  picture: { readonly width: number; readonly height: number },
) {
  const least = leastSide(picture);
  expect([x, y, width, height].every(Number.isInteger)).toBe(true);
  expect(x).toBeGreaterThanOrEqual(0);
  expect(y).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(picture.width);
  expect(y + height).toBeLessThanOrEqual(picture.height);
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(least);
}

test('SCR-52 a drawn, moved or resized region has whole pixels inside the picture and at least the smallest size', () => {
  fc.assert(
    fc.property(size, anywhere, anywhere, anywhere, corner, (picture, from, to, by, at) => {
      const drawn = rectBetween(from, to, picture);
      expectInside(drawn, picture);
      expectInside(moveRect(drawn, by, picture), picture);
      expectInside(resizeRect(drawn, at, by, picture), picture);
      expectInside(rectAround(from, { width: to.x, height: to.y }, picture), picture);
    }),
  );
});

test('SCR-52 moving keeps the size, and resizing keeps the opposite corner', () => {
  fc.assert(
    fc.property(size, anywhere, anywhere, anywhere, (picture, from, to, by) => {
      const drawn = rectBetween(from, to, picture);
      expect(moveRect(drawn, by, picture)).toMatchObject({ width: drawn.width, height: drawn.height });
      const resized = resizeRect(drawn, 'north-west', by, picture);
      expect(resized.x + resized.width).toBe(drawn.x + drawn.width);
      expect(resized.y + resized.height).toBe(drawn.y + drawn.height);
      expect(resizeRect(drawn, 'south-east', by, picture)).toMatchObject({ x: drawn.x, y: drawn.y });
    }),
  );
});

test('SCR-52 the score of a drawn region is the highest value of the map inside it', () => {
  const map = { width: 4, height: 4, data: new Float32Array(16).fill(0.1) };
  map.data[5] = 0.9;
  const picture = { width: 40, height: 40 };
  expect(peakInRect(map, { x: 10, y: 10, width: 10, height: 10 }, picture)).toBeCloseTo(0.9, 5);
  expect(peakInRect(map, { x: 30, y: 30, width: 10, height: 10 }, picture)).toBeCloseTo(0.1, 5);
});
