import { expect, test } from 'vitest';
import { labelled } from '../../../../src/features/teach/classes/class-names';
import { rightOf100 } from '../../../../src/domain/right-of-100';

function pictures(...folders: readonly (string | undefined)[]) {
  return folders.map((folder, at) => ({
    ...{ file: new Blob([]), fileName: `${at}.jpg`, source: 'file' as const },
    ...(folder !== undefined && { folder }),
  }));
}

test('TCH-84 two folders are two classes; one folder or none is the chosen class', () => {
  const labels = (given: ReturnType<typeof pictures>, chosen: string) =>
    labelled(given, chosen).map(({ label }) => label);
  expect(labels(pictures('ripe', 'sour', undefined), 'ripe')).toEqual(['ripe', 'sour', 'ripe']);
  expect(labels(pictures('photos', 'photos'), 'ripe')).toEqual(['ripe', 'ripe']);
  expect(labels(pictures('ripe', 'ripe'), '')).toEqual(['ripe', 'ripe']);
  expect(labels(pictures(undefined), '')).toEqual(['']);
});

test('TCH-88 the limits of the share of right answers are those of Wilson', () => {
  // 90 of 100: 0.8256 to 0.9448 (Brown, Cai, DasGupta 2001).
  expect(rightOf100(0.9, 100)).toEqual({ right: 90, low: 82, high: 95 });
  expect(rightOf100(1, 48)).toEqual({ right: 100, low: 92, high: 100 });
  expect(rightOf100(0.999, 1000)).toMatchObject({ right: 99 });
});
