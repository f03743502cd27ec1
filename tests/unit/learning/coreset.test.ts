import { expect, test } from 'vitest';
import { greedyKCentre, joinRows, rowsAt } from '../../../src/learning/coreset';
import { leaveOneOutBank, makeBank } from '../../../src/learning/taught-bank';
import type { Vectors } from '../../../src/learning/memory-bank';
import { float32ToHalf, halfToFloat32 } from '../../../src/math/half';
import { sketcherFor } from '../../../src/learning/sketch';
import { seededRandom } from '../../../src/math/seeded-random';

function randomVectors(rows: number, columns: number, seed: number): Vectors {
  const random = seededRandom(seed);
  return { rows, columns, data: Float32Array.from({ length: rows * columns }, () => random() - 0.5) };
}

function squared(vectors: Vectors, a: number, b: number): number {
  let sum = 0;
  for (let at = 0; at < vectors.columns; at++) {
    sum += ((vectors.data[a * vectors.columns + at] ?? NaN) - (vectors.data[b * vectors.columns + at] ?? NaN)) ** 2;
  }
  return sum;
}

test('TCH-6 each row of a coreset is the farthest from those before it', () => {
  const vectors = randomVectors(120, 40, 5);
  const chosen = greedyKCentre(sketcherFor(vectors)(vectors), 30, seededRandom(1));
  expect(new Set(chosen).size).toBe(30);
  const distance = (row: number, before: readonly number[]) =>
    Math.min(...before.map((other) => squared(vectors, row, other)));
  for (let step = 1; step < chosen.length; step++) {
    const before = chosen.slice(0, step);
    const all = Array.from({ length: vectors.rows }, (_, row) => distance(row, before));
    expect(distance(chosen[step] ?? NaN, before)).toBe(Math.max(...all));
  }
});

test('TCH-6 equal rows are chosen once, and rows that are known already not at all', () => {
  const vectors = randomVectors(10, 8, 7);
  const twice = joinRows([vectors, vectors], 8);
  const sketched = sketcherFor(vectors);
  const known = sketched(rowsAt(vectors, [0, 1, 2]));
  expect(greedyKCentre(sketched(twice), 20, seededRandom(2))).toHaveLength(10);
  expect(greedyKCentre(sketched(vectors), 20, seededRandom(2), known)).toHaveLength(7);
});

test('TCH-6 a row of a picture is replaced by its most similar cell elsewhere when the picture is left out', async () => {
  const one = randomVectors(20, 8, 9);
  const pause = () => Promise.resolve(true);
  const bank = await makeBank([one, one], { seed: 4, pause, sketched: sketcherFor(one) });
  if (bank === undefined) throw new Error('no bank');
  expect(bank.rows.rows).toBe(20);
  // Both pictures are equal: without either the bank knows as much as with both.
  const without = leaveOneOutBank(bank, sketcherFor(one));
  for (const owner of [0, 1]) expect(without(owner).data).toEqual(bank.rows.data);
});

test('TCH-6 a cancelled teaching gives no bank', async () => {
  const pause = () => Promise.resolve(false);
  const one = randomVectors(5, 4, 1);
  expect(await makeBank([one], { seed: 1, pause, sketched: sketcherFor(one) })).toBeUndefined();
});

test('TCH-6 half precision rounds to nearest, ties to even', () => {
  const values = Float32Array.from([
    0,
    -0,
    1,
    -1,
    0.1,
    65504,
    65520,
    1 + 2 ** -11,
    1 + 3 * 2 ** -11,
    2 ** -24,
    2 ** -25,
    1e-9,
    0.99999,
  ]);
  expect([...float32ToHalf(values)]).toEqual([
    0, 0x8000, 0x3c00, 0xbc00, 0x2e66, 0x7bff, 0x7c00, 0x3c00, 0x3c02, 1, 0, 0, 0x3c00,
  ]);
  const every = Uint16Array.from({ length: 0x7c00 }, (_, bits) => bits);
  expect(float32ToHalf(halfToFloat32(every.buffer))).toEqual(every);
});
