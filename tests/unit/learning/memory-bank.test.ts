import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bankDistances, prepareBank, type Vectors } from '../../../src/learning/memory-bank';
import { halfToFloat32 } from '../../../src/math/half';

test('ENG-10 distances equal those of a naive search', () => {
  const shape = fc.record({
    cells: fc.integer({ min: 1, max: 9 }),
    rows: fc.integer({ min: 1, max: 12 }),
    columns: fc.integer({ min: 1, max: 6 }),
    neighbours: fc.integer({ min: 1, max: 14 }),
  });
  const cases = shape.chain(({ cells, rows, columns, neighbours }) =>
    fc.record({
      cells: vectors(cells, columns),
      bank: vectors(rows, columns),
      neighbours: fc.constant(neighbours),
      leftOut: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: cells, maxLength: cells }),
    }),
  );
  fc.assert(
    fc.property(cases, ({ cells, bank, neighbours, leftOut }) => {
      const found = bankDistances(cells, prepareBank(bank), { neighbours, leftOut: Uint8Array.from(leftOut) });
      const wanted = naiveDistances(cells, bank, neighbours);
      found.forEach((distance, at) => expect(distance).toBeCloseTo(leftOut[at] === 1 ? 0 : (wanted[at] ?? NaN), 3));
    }),
  );
});

test('ENG-10 a cell that is in the memory bank has distance 0', () => {
  const bank = { rows: 2, columns: 3, data: Float32Array.from([1, 2, 3, 400, 500, 600]) };
  expect([...bankDistances(bank, prepareBank(bank), { neighbours: 1, leftOut: new Uint8Array(2) })]).toEqual([0, 0]);
});

test('ENG-10 decodes half precision rows by IEEE 754', () => {
  const halves = Uint16Array.from([0x3c00, 0xc000, 0x7bff, 0x0001, 0x3555, 0x7c00, 0x0000]);
  const [one, minusTwo, largest, smallest, third, infinity, zero] = halfToFloat32(halves.buffer);
  expect([one, minusTwo, largest, infinity, zero]).toEqual([1, -2, 65504, Infinity, 0]);
  expect(smallest).toBeCloseTo(2 ** -24, 12);
  expect(third).toBeCloseTo(1 / 3, 3);
});

function vectors(rows: number, columns: number): fc.Arbitrary<Vectors> {
  const number = fc.float({ min: -20, max: 20, noNaN: true });
  const numbers = fc.array(number, { minLength: rows * columns, maxLength: rows * columns });
  return numbers.map((values) => ({ rows, columns, data: Float32Array.from(values) }));
}

function naiveDistances(cells: Vectors, bank: Vectors, neighbours: number): number[] {
  return Array.from({ length: cells.rows }, (_, cell) => {
    const all = Array.from({ length: bank.rows }, (_unused, row) =>
      Math.hypot(...vectorAt(cells, cell).map((value, at) => value - (vectorAt(bank, row)[at] ?? 0))),
    );
    const nearest = all.sort((a, b) => a - b).slice(0, neighbours);
    return nearest.reduce((sum, distance) => sum + distance, 0) / nearest.length;
  });
}

function vectorAt({ columns, data }: Vectors, row: number): number[] {
  return [...data.subarray(row * columns, (row + 1) * columns)];
}
