import { expect, test } from 'vitest';
import type { Vectors } from '../../../src/learning/memory-bank';
import { incomparableCells, nearDistances, nearestNear } from '../../../src/learning/near-search';
import { seededRandom } from '../../support/seeded-random';

const columns = 5;

test('BAS-3 the near distance is that to the nearest cell within the reach, and Infinity outside the baseline', () => {
  const random = seededRandom(5);
  const baseline = { cells: randomVectors(7 * 6, random), columns: 7, rows: 6 };
  const later = randomVectors(40, random);
  const places = {
    column: Array.from({ length: later.rows }, () => 9 * random() - 1),
    row: Array.from({ length: later.rows }, () => 8 * random() - 1),
  };
  const found = nearDistances(later, places, baseline, 1.5);
  const wanted = Array.from({ length: later.rows }, (_, cell) => slowly(cell));
  expect(wanted.filter((value) => value === Infinity).length).toBeGreaterThan(3);
  found.forEach((value, cell) => expect(value).toBeCloseTo(wanted[cell] ?? NaN, 5));
  found.forEach((value, cell) => {
    const { at, distance: nearest } = nearestNear(later, cell, places, baseline);
    expect(Math.fround(nearest)).toBe(value);
    if (value === Infinity) expect(at).toBe(-1);
    else expect(distance(vectorOf(later, cell), vectorOf(baseline.cells, at))).toBeCloseTo(value, 5);
  });

  function slowly(cell: number): number {
    const [x = NaN, y = NaN] = [places.column[cell], places.row[cell]];
    if (x < 0 || x >= baseline.columns || y < 0 || y >= baseline.rows) return Infinity;
    const near = Array.from({ length: baseline.cells.rows }, (_, at) => at).filter(
      (at) =>
        Math.abs((at % baseline.columns) + 0.5 - x) <= 1.5 &&
        Math.abs(Math.floor(at / baseline.columns) + 0.5 - y) <= 1.5,
    );
    return Math.min(...near.map((at) => distance(vectorOf(later, cell), vectorOf(baseline.cells, at))));
  }
});

test('BAS-3 with the same framing every cell is comparable; after a shift those at the border of one picture are not', () => {
  const size = { columns: 6, rows: 5 };
  const placesShiftedBy = (shift: number) => ({
    column: Array.from({ length: 30 }, (_, cell) => (cell % 6) + 0.5 + shift),
    row: Array.from({ length: 30 }, (_, cell) => Math.floor(cell / 6) + 0.5),
  });
  expect([...incomparableCells(size, placesShiftedBy(0.4), size)].filter((is) => is === 1)).toEqual([]);
  const shifted = [...incomparableCells(size, placesShiftedBy(1), size)].slice(0, 6);
  // The last place is outside the baseline; the two before it and the first two cells are at a border in one picture.
  expect(shifted).toEqual([1, 1, 0, 1, 1, 0]);
});

function randomVectors(rows: number, random: () => number): Vectors {
  return { rows, columns, data: Float32Array.from({ length: rows * columns }, random) };
}

function vectorOf({ data }: Vectors, row: number): Float32Array {
  return data.subarray(row * columns, (row + 1) * columns);
}

function distance(a: Float32Array, b: Float32Array): number {
  return Math.hypot(...a.map((value, at) => value - (b[at] ?? NaN)));
}
