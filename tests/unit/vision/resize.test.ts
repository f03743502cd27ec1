import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Picture } from '../../../src/domain/picture';
import type { Extent, Size } from '../../../src/vision/fit';
import { resizeToPlanes } from '../../../src/vision/resize';
import { flatPicture } from '../../support/make-pack';

const side = fc.integer({ min: 1, max: 40 });
const sizes = fc.record({ width: side, height: side });

test('ENG-1 the resize equals the plain formula for any size', () => {
  fc.assert(
    fc.property(pictures(), sizes, (picture, size) => {
      const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
      expectClose(resizeToPlanes(picture, whole, size).data, slowResize(picture, whole, size));
    }),
  );
});

test('ENG-1 the resize equals the plain formula for any extent', () => {
  const shares = fc.record({ portion: fc.double({ min: 0.05, max: 1, noNaN: true }), x: unit(), y: unit() });
  fc.assert(
    fc.property(pictures(), sizes, shares, (picture, size, { portion, x, y }) => {
      const width = picture.width * portion;
      const height = picture.height * portion;
      const extent = { x: x * (picture.width - width), y: y * (picture.height - height), width, height };
      expectClose(resizeToPlanes(picture, extent, size).data, slowResize(picture, extent, size));
    }),
  );
});

test('ENG-1 a resize to the same size changes nothing', () => {
  const picture = { width: 2, height: 1, data: Uint8ClampedArray.from([1, 2, 3, 255, 40, 50, 60, 255]) };
  const planes = resizeToPlanes(picture, { x: 0, y: 0, width: 2, height: 1 }, { width: 2, height: 1 });
  expect([...planes.data]).toEqual([1, 40, 2, 50, 3, 60]);
});

test('ENG-2 a picture of one colour keeps it exactly', () => {
  const level = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(sizes, sizes, fc.tuple(level, level, level), (from, to, rgb) => {
      const picture = flatPicture(from.width, from.height, rgb);
      const planes = resizeToPlanes(picture, { x: 0, y: 0, ...from }, to);
      const wanted = rgb.flatMap((value) => new Array<number>(to.width * to.height).fill(value));
      expectClose(planes.data, wanted);
    }),
  );
});

test('ENG-3 composes each transparent source pixel over white', () => {
  const picture = { width: 2, height: 1, data: Uint8ClampedArray.from([0, 0, 0, 0, 100, 100, 100, 51]) };
  const planes = resizeToPlanes(picture, { x: 0, y: 0, width: 2, height: 1 }, { width: 1, height: 1 });
  expect(planes.data[0]).toBeCloseTo((255 + 100 * 0.2 + 255 * 0.8) / 2, 4);
});

test('ENG-3 a misaligned view of the pixels has the same result', () => {
  const bytes = Uint8ClampedArray.from([9, 10, 20, 30, 255, 50, 60, 70, 255]);
  const picture = { width: 2, height: 1, data: bytes.subarray(1) };
  const planes = resizeToPlanes(picture, { x: 0, y: 0, width: 2, height: 1 }, { width: 1, height: 1 });
  expect([...planes.data]).toEqual([30, 40, 50]);
});

function unit(): fc.Arbitrary<number> {
  return fc.double({ min: 0, max: 1, noNaN: true });
}

/** Pictures of random bytes; half of them are opaque, so that both paths of the resize are tested. */
function pictures(): fc.Arbitrary<Picture> {
  return fc.record({ width: side, height: side, isOpaque: fc.boolean() }).chain(({ width, height, isOpaque }) =>
    fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 }).map((bytes) => {
      const data = Uint8ClampedArray.from(bytes, (byte, at) => (isOpaque && at % 4 === 3 ? 255 : byte));
      return { width, height, data };
    }),
  );
}

/** The formula of `models/README.md`, written without regard to speed. */
function slowResize(picture: Picture, extent: Extent, size: Size): number[] {
  const columns = slowWeights(picture.width, extent.x, extent.width, size.width);
  const rows = slowWeights(picture.height, extent.y, extent.height, size.height);
  return [0, 1, 2].flatMap((channel) =>
    rows.flatMap((row) =>
      columns.map((column) =>
        row.reduce(
          (sum, v, y) => sum + v * column.reduce((line, u, x) => line + u * overWhite(picture, x, y, channel), 0),
          0,
        ),
      ),
    ),
  );
}

function slowWeights(size: number, from: number, length: number, count: number): number[][] {
  const s = length / count;
  const r = Math.max(1, s);
  return Array.from({ length: count }, (_, i) => {
    const c = from + (i + 0.5) * s;
    const weights = Array.from({ length: size }, (_, j) => {
      const isInside = j >= Math.max(0, Math.floor(c - r + 0.5)) && j < Math.min(size, Math.floor(c + r + 0.5));
      return isInside ? Math.max(0, 1 - Math.abs(j + 0.5 - c) / r) : 0;
    });
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => weight / sum);
  });
}

function overWhite({ width, data }: Picture, x: number, y: number, channel: number): number {
  const at = 4 * (y * width + x);
  const alpha = (data[at + 3] ?? 0) / 255;
  return (data[at + channel] ?? 0) * alpha + 255 * (1 - alpha);
}

function expectClose(found: Float32Array, wanted: readonly number[]): void {
  expect(found.length).toBe(wanted.length);
  const worst = Math.max(...wanted.map((value, at) => Math.abs(value - (found[at] ?? NaN))));
  expect(worst).toBeLessThan(0.01);
}
