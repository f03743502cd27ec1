import fc from 'fast-check';
import { expect, test } from 'vitest';
import { categoryOf, kindOf } from '../../../src/learning/category';
import { findRegions, type Region } from '../../../src/vision/regions';
import { shapeOf } from '../../../src/vision/region-shape';

const rules = {
  elongation: { at: 3, softness: 0.2 },
  length: { at: 0.25, softness: 0.2 },
  compact: { name: 'loose_joint', title: 'Loose joint' },
  slender: { name: 'point_overload', title: 'Point overload' },
  long: { name: 'full_wire_overload', title: 'Full wire overload' },
};

const map = { width: 40, height: 40 };

function regionWhere(isMarked: (x: number, y: number) => boolean): Region {
  const data = Uint8Array.from({ length: 1600 }, (_, cell) => (isMarked(cell % 40, Math.floor(cell / 40)) ? 1 : 0));
  const [region] = findRegions({ ...map, data });
  if (region === undefined) throw new Error('nothing marked');
  return region;
}

test('ENG-33 a round region is compact, a slender one is slender, a slender and long one is long', () => {
  const round = shapeOf(
    regionWhere((x, y) => (x - 20) ** 2 + (y - 20) ** 2 < 20),
    map,
    1,
  );
  const short = shapeOf(
    regionWhere((x, y) => x >= 10 && x < 11 && y >= 10 && y < 16),
    map,
    1,
  );
  const diagonal = shapeOf(
    regionWhere((x, y) => x === y && x < 30),
    map,
    1,
  );
  expect([round, short, diagonal].map((shape) => categoryOf(shape, rules).name)).toEqual([
    'loose_joint',
    'point_overload',
    'full_wire_overload',
  ]);
  expect(round.elongation).toBeCloseTo(1, 5);
  expect(short.elongation).toBeCloseTo(6, 5);
});

test('ENG-33 the confidence is at least a third, and equal for both categories at the step of a rule', () => {
  expect(categoryOf({ elongation: 3, length: 0.01 }, rules).confidence).toBeCloseTo(0.5, 5);
  fc.assert(
    fc.property(fc.double({ min: 1, max: 30, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true }), (e, l) => {
      const { confidence } = categoryOf({ elongation: e, length: l }, rules);
      return confidence >= 1 / 3 && confidence <= 1;
    }),
  );
});

test('ENG-35 the kind of a region comes from its own cells, each counted as often as it occurs', () => {
  const kinds = ['rust', 'bark'].map((name) => ({ name, title: name }));
  const values = { rows: 3, columns: 2, data: Float32Array.of(Math.log(3), 0, 0, Math.log(9), 500, -500) };
  const expectName = (cells: readonly number[], name: string, confidence: number) => {
    const kind = kindOf(values, cells, kinds);
    expect([kind.name, kind.confidence.toFixed(6)]).toEqual([name, confidence.toFixed(6)]);
  };
  expectName([0], 'rust', 0.75);
  expectName([1], 'bark', 0.9);
  expectName([0, 0, 0, 1], 'rust', 0.5875);
  expectName([2, 2], 'rust', 1);
});

test('ENG-33 measures a region in the proportions of the picture', () => {
  const square = regionWhere((x, y) => x >= 10 && x < 13 && y >= 10 && y < 16);
  expect(shapeOf(square, map, 2).elongation).toBeCloseTo(1, 5);
  expect(shapeOf(square, map, 1).elongation).toBeCloseTo(2, 5);
});
