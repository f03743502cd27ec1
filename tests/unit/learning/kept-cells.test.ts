import { expect, test } from 'vitest';
import { areFinite, cellOpener, keepCells, openCells } from '../../../src/learning/kept-cells';
import { float32ToHalf, halfToFloat32 } from '../../../src/math/half';

const cells = { rows: 2, columns: 2, data: Float32Array.from([0.1, -3, 1 / 3, 2000.4]) };

test('TCH-21 cells are rounded to half precision where the bank has it, and kept as they are elsewhere', () => {
  const half = keepCells(cells, 'float16');
  expect(half.data.byteLength).toBe(cells.data.byteLength / 2);
  expect(openCells(half)).toEqual({ ...cells, data: halfToFloat32(float32ToHalf(cells.data).buffer) });
  expect(openCells(keepCells(cells, 'float32'))).toEqual(cells);
});

test('TCH-21 pictures that are opened one after another share the memory', () => {
  const open = cellOpener();
  const first = open(keepCells(cells, 'float16'));
  const second = open(keepCells({ ...cells, data: cells.data.map((value) => 2 * value) }, 'float16'));
  expect(second.data.buffer).toBe(first.data.buffer);
  expect(second.data[1]).toBe(-6);
});

test('TCH-21 cells that half precision cannot hold are not finite', () => {
  const huge = { ...cells, data: Float32Array.from([0, 70_000, 1, 2]) };
  expect(areFinite(keepCells(cells, 'float16'))).toBe(true);
  expect(areFinite(keepCells(huge, 'float32'))).toBe(true);
  expect(areFinite(keepCells(huge, 'float16'))).toBe(false);
  expect(areFinite(keepCells({ ...cells, data: Float32Array.from([0, NaN, 1, 2]) }, 'float32'))).toBe(false);
});
