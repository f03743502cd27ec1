import { expect, test } from 'vitest';
import { nearestSquared } from '../../../src/learning/early-distance';
import type { Vectors } from '../../../src/learning/memory-bank';
import { sketcherFor } from '../../../src/learning/sketch';
import { seededRandom } from '../../../src/math/seeded-random';

/** Rows along three directions, and a little of everything else. */
function flatVectors(rows: number, columns: number, seed: number): Vectors {
  const random = seededRandom(seed);
  const axes = Array.from({ length: 3 }, () => Array.from({ length: columns }, () => random() - 0.5));
  const data = Array.from({ length: rows }, () => {
    const parts = axes.map(() => random() - 0.5);
    return Array.from({ length: columns }, (_, column) =>
      axes.reduce((sum, axis, at) => sum + (parts[at] ?? NaN) * (axis[column] ?? NaN), 0.05 * random()),
    );
  });
  return { rows, columns, data: Float32Array.from(data.flat()) };
}

function squaredWhole(left: Vectors, a: number, right: Vectors, b: number): number {
  let sum = 0;
  for (let at = 0; at < left.columns; at++) {
    sum += ((left.data[a * left.columns + at] ?? NaN) - (right.data[b * right.columns + at] ?? NaN)) ** 2;
  }
  return sum;
}

test.each([2, 24, 152])('TCH-6 with sketches the nearest row of %i columns is the same as without', (columns) => {
  const [cells, bank] = [flatVectors(60, columns, 1), flatVectors(90, columns, 2)];
  for (const like of [bank, flatVectors(1, columns, 3), { ...bank, data: bank.data.map(() => 1) }]) {
    const sketched = sketcherFor(like);
    const [left, right] = [sketched(cells), sketched(bank)];
    for (let cell = 0; cell < cells.rows; cell++) {
      const all = Array.from({ length: bank.rows }, (_, row) => squaredWhole(cells, cell, bank, row));
      const skipped = new Uint8Array(bank.rows);
      const { squared, at } = nearestSquared(left, cell, right, { skipped, floor: 0, startAt: cell });
      expect(squared).toBe(Math.min(...all));
      expect(all[at]).toBe(squared);
    }
  }
});
