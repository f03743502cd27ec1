import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fit } from '../../../src/domain/pack';
import type { MaskRaster } from '../../../src/domain/picture';
import { findRegions } from '../../../src/vision/regions';
import { planFit } from '../../../src/vision/fit';
import { toPictureMask, toPictureRaster, toPictureRect } from '../../../src/vision/to-picture';

const masks = fc
  .record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 12 }) })
  .chain(({ width, height }) =>
    fc
      .array(fc.integer({ min: 0, max: 1 }), { minLength: width * height, maxLength: width * height })
      .map((cells): MaskRaster => ({ width, height, data: Uint8Array.from(cells) })),
  );

test('ENG-6 regions partition the marked cells and equal a slow reference', () => {
  fc.assert(
    fc.property(masks, (mask) => {
      const labels = slowLabels(mask);
      const regions = findRegions(mask);
      expect(new Set(labels.filter((label) => label >= 0)).size).toBe(regions.length);
      for (const { cells } of regions) expect(new Set(cells.map((cell) => labels[cell])).size).toBe(1);
      expect(regions.flatMap(({ cells }) => cells).sort(byNumber)).toEqual(markedCells(mask));
    }),
  );
});

test('ENG-6 cells that touch at a corner are one region', () => {
  const regions = findRegions({ width: 3, height: 2, data: Uint8Array.from([1, 0, 1, 0, 1, 0]) });
  expect(regions.map(({ bounds }) => bounds)).toEqual([{ x: 0, y: 0, width: 3, height: 2 }]);
});

test('ENG-7 a box is whole pixels inside the picture and covers its region', () => {
  const side = fc.integer({ min: 1, max: 5000 });
  const kind = fc.constantFrom<Fit>(
    { kind: 'stretch' },
    { kind: 'cover', portion: 0.7 },
    { kind: 'contain', pad: [0, 0, 0] },
  );
  const cell = fc.integer({ min: 0, max: 31 });
  fc.assert(
    fc.property(side, side, kind, cell, cell, (width, height, fit, x, y) => {
      const picture = { width, height };
      const plan = planFit(picture, { width: 32, height: 32 }, fit);
      const box = toPictureRect({ x, y, width: 1, height: 1 }, plan, picture);
      expect(Object.values(box).every(Number.isInteger)).toBe(true);
      expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(1);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
    }),
  );
});

test('ENG-7 a box of a stretched picture covers the pixels under its cells', () => {
  const picture = { width: 640, height: 480 };
  const plan = planFit(picture, { width: 224, height: 224 }, { kind: 'stretch' });
  expect(toPictureRect({ x: 112, y: 56, width: 56, height: 28 }, plan, picture)).toEqual({
    x: 320,
    y: 120,
    width: 160,
    height: 60,
  });
});

test('ENG-7 map and mask cover the whole picture and are 0 outside the input of the network', () => {
  const picture = { width: 40, height: 20 };
  const input = { width: 10, height: 10 };
  const plan = planFit(picture, input, { kind: 'cover', portion: 1 });
  const mask = toPictureMask({ ...input, data: new Uint8Array(100).fill(1) }, plan, picture);
  expect([mask.width, mask.height]).toEqual([20, 10]);
  expect([...mask.data.subarray(0, 20)].join('')).toBe('00000111111111100000');
  const map = toPictureRaster({ width: 2, height: 2, data: new Float32Array(4).fill(0.5) }, input, plan, picture);
  expect([...map.data]).toEqual([0, 0.5, 0.5, 0, 0, 0.5, 0.5, 0]);
});

/** Spreads the smaller label until nothing changes: slow, but simple. */
function slowLabels({ width, data }: MaskRaster): number[] {
  let labels = Array.from(data, (marked, cell) => (marked === 1 ? cell : -1));
  for (;;) {
    const spread = labels.map((label, a) =>
      label < 0 ? label : Math.min(...labels.filter((other, b) => other >= 0 && isTouching(a, b, width))),
    );
    if (spread.every((label, cell) => label === labels[cell])) return spread;
    labels = spread;
  }
}

function isTouching(a: number, b: number, width: number): boolean {
  return Math.abs((a % width) - (b % width)) <= 1 && Math.abs(row(a, width) - row(b, width)) <= 1;
}

function row(cell: number, width: number): number {
  return Math.floor(cell / width);
}

function markedCells({ data }: MaskRaster): number[] {
  return [...data.keys()].filter((cell) => data[cell] === 1);
}

function byNumber(a: number, b: number): number {
  return a - b;
}
