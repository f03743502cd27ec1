import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignParts, usableGroups } from '../../../src/learning/split';

test('TCH-74 groups stay together and each part gets its share of every class', () => {
  const labels = Array.from({ length: 60 }, (_, at) => (at < 40 ? 0 : 1));
  const groups = labels.map((_, at) => Math.floor(at / 2));
  const parts = assignParts(labels, groups, { shares: [0.7, 0.15, 0.15], seed: 4 });
  expect(groups.every((group, at) => parts[at] === parts[2 * group])).toBe(true);
  expect([0, 1, 2].map((part) => parts.filter((each, at) => each === part && at < 40).length)).toEqual([28, 6, 6]);
});

test('TCH-74 the same seed gives the same parts, another seed others', () => {
  const labels = Array.from({ length: 50 }, (_, at) => at % 2);
  const groups = [...labels.keys()];
  const parts = (seed: number) => assignParts(labels, groups, { shares: [0.5, 0.5], seed });
  expect(parts(3)).toEqual(parts(3));
  expect(parts(4)).not.toEqual(parts(3));
});

test('TCH-74 a class that would be one group is not grouped, and no group has two classes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 3 })), { minLength: 2, maxLength: 30 }),
      (pictures) => {
        const labels = pictures.map(([label]) => label);
        const groups = usableGroups(
          labels,
          pictures.map(([, group]) => group),
        );
        return labels.every((label) => {
          const own = groups.filter((_, at) => labels[at] === label);
          const others = new Set(groups.filter((_, at) => labels[at] !== label));
          return (own.length === 1 || new Set(own).size > 1) && own.every((group) => !others.has(group));
        });
      },
    ),
  );
});
