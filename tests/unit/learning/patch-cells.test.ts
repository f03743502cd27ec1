import { expect, test } from 'vitest';
import { patchCells, type TapOutput } from '../../../src/learning/patch-cells';

const tap = { output: 'a', neighbourhood: 1, norm: 'none', weight: 1 } as const;
const ramp: TapOutput = {
  width: 4,
  height: 4,
  channels: 1,
  layout: 'nchw',
  data: Float32Array.from({ length: 16 }, (_, at) => at),
};

test('ENG-13 averages blocks if the tap is larger by a whole factor', () => {
  const cells = patchCells([ramp], { taps: [tap], grid: { width: 2, height: 2 } });
  expect([...cells.data]).toEqual([2.5, 4.5, 10.5, 12.5]);
});

test('ENG-13 resizes other taps bilinearly with half-pixel centres and clamped edges', () => {
  const small = { ...ramp, width: 2, height: 1, data: Float32Array.from([0, 8]) };
  const cells = patchCells([small], { taps: [tap], grid: { width: 4, height: 1 } });
  expect([...cells.data]).toEqual([0, 2, 6, 8]);
});

test('ENG-13 averages only the part of a window that is inside the border', () => {
  const cells = patchCells([ramp], { taps: [{ ...tap, neighbourhood: 3 }], grid: { width: 4, height: 4 } });
  expect(cells.data[0]).toBeCloseTo((0 + 1 + 4 + 5) / 4, 6);
  expect(cells.data[5]).toBeCloseTo(5, 6);
});

test('ENG-13 normalises the length before it weights, and joins the taps in their order', () => {
  const pair = { width: 1, height: 1, channels: 2, layout: 'nchw', data: Float32Array.from([3, 4]) } as const;
  const taps = [{ ...tap, norm: 'l2', weight: 10 } as const, tap];
  const cells = patchCells([pair, pair], { taps, grid: { width: 1, height: 1 } });
  expect(cells.columns).toBe(4);
  expect([...cells.data].map((value) => Math.round(value * 1000) / 1000)).toEqual([6, 8, 3, 4]);
});

test('ENG-13 interleaved outputs give the same cells as planar ones', () => {
  const planar = { width: 2, height: 1, channels: 2, layout: 'nchw', data: Float32Array.from([1, 2, 3, 4]) } as const;
  const interleaved = { ...planar, layout: 'nhwc', data: Float32Array.from([1, 3, 2, 4]) } as const;
  const recipe = { taps: [tap], grid: { width: 2, height: 1 } };
  expect(patchCells([interleaved], recipe)).toEqual(patchCells([planar], recipe));
});
