import fc from 'fast-check';
import { expect, test } from 'vitest';
import { likelyKinds } from '../../../src/domain/likely-kinds';

const region = fc.record({
  width: fc.integer({ min: 1, max: 99 }),
  height: fc.integer({ min: 1, max: 99 }),
  category: fc.record({
    name: fc.constantFrom('rust', 'specks', 'burnt'),
    title: fc.constantFrom('Rust', 'Specks', 'Burnt'),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
});

test('VRD-7 the summary includes the cause of the largest region, and each cause once', () => {
  fc.assert(
    fc.property(fc.array(region, { minLength: 1 }), (regions) => {
      const kinds = likelyKinds(regions);
      const [largest] = [...regions].sort((a, b) => b.width * b.height - a.width * a.height);
      expect(kinds.map(({ title }) => title)).toContain(largest?.category.title);
      expect(new Set(kinds.map(({ title }) => title)).size).toBe(kinds.length);
    }),
  );
});

test('VRD-7 an uncertain cause of the largest region comes with its confidence, one of a small region is left out', () => {
  const regions = [
    { width: 5, height: 5, category: { name: 'burnt', title: 'Burnt', confidence: 0.4 } },
    { width: 90, height: 90, category: { name: 'rust', title: 'Rust', confidence: 0.34 } },
    { width: 9, height: 9, category: { name: 'specks', title: 'Specks', confidence: 0.6 } },
  ];
  expect(likelyKinds(regions)).toEqual([
    { title: 'Rust', confidence: 0.34 },
    { title: 'Specks', confidence: 0.6 },
  ]);
});
