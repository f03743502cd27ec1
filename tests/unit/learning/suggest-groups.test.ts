import { expect, test } from 'vitest';
import { nearDuplicates } from '../../../src/learning/near-duplicates';
import { suggestGroups } from '../../../src/learning/suggest-groups';
import { runAtOnce } from '../../../src/math/in-parts';
import { seededRandom } from '../../../src/math/seeded-random';

function named(label: string, ...names: readonly string[]) {
  return names.map((name) => ({ name, label }));
}

test('TCH-81 pictures whose names differ only in the last letter or digit behind a number are one piece', () => {
  const pictures = [
    ...named('ripe', 'ripe/sheet12_a.jpg', 'sheet12_b.JPG', 'sheet12.jpg', 'sheet13_a.jpg', 'T7-1.png', 'T7-2.png'),
    ...named('sour', 'sheet12_c.jpg', 'x9 (1).jpg', 'x9 (2).jpg'),
  ];
  const { groups, count, pictures: grouped, byName } = suggestGroups(pictures);
  expect(groups).toEqual([0, 0, 0, 3, 4, 4, 6, 7, 7]);
  expect({ count, grouped }).toEqual({ count: 3, grouped: 7 });
  expect(byName).toEqual({ count: 3, example: 'sheet12' });
});

test('TCH-81 counted photos, dates and names without a number are not grouped', () => {
  const counted = Array.from({ length: 12 }, (_, at) => `IMG_20${at + 10}.jpg`);
  const ofDay = Array.from({ length: 9 }, (_, at) => `20261126_${at + 1}.jpg`);
  const others = ['front_a.jpg', 'front_b.jpg', 'crazing_10.jpg', 'crazing_11.jpg', 'crazing_1.jpg'];
  expect(suggestGroups(named('a', ...counted, ...ofDay, ...others))).toMatchObject({ count: 0, pictures: 0 });
});

test('TCH-81 near-duplicates are put with the pieces that their names give', () => {
  const pictures = named('a', 's1_a.jpg', 's1_b.jpg', 'other.jpg', 'single.jpg');
  expect(suggestGroups(pictures, [[1, 2]])).toMatchObject({ groups: [0, 0, 0, 3], count: 1, pictures: 3, byLook: 1 });
});

test('TCH-82 pictures are near-duplicates if their scaled embeddings hardly differ', () => {
  const random = seededRandom(3);
  const [rows, columns] = [40, 64];
  const data = Float32Array.from({ length: rows * columns }, () => random() - 0.5);
  // Row 7 is row 2 with a little noise, row 9 is row 7 with a little noise.
  const copy = (from: number, to: number): void => {
    for (let at = 0; at < columns; at++)
      data[to * columns + at] = (data[from * columns + at] ?? NaN) + 0.03 * (random() - 0.5);
  };
  copy(2, 7);
  copy(7, 9);
  expect(runAtOnce(nearDuplicates({ rows, columns, data }))).toEqual([[2, 7, 9]]);
  expect(runAtOnce(nearDuplicates({ rows: 3, columns, data: data.slice(0, 3 * columns) }))).toEqual([]);
});
