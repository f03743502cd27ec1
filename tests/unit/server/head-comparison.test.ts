import { expect, test } from 'vitest';
import type { ClassTrainReport } from '../../../src/domain/teach-report';
import { comparePictures, reasonToKeep, type ComparedPicture } from '../../../server/training/head-comparison';

function report(accuracy: number, counts: readonly number[] = [20, 20]): ClassTrainReport {
  const classes = counts.map((pictures, at) => ({ label: `c${at}`, pictures, precision: 1, recall: 1, f1: 1 }));
  return {
    ...{ kind: 'classes', seed: 1, head: 'ridge', accuracy, classes, confusion: [], calibration: [], curve: [] },
    ...{ heads: [], learning: [], rejectBelow: 0.5, misclassified: [] },
  };
}

/** So many pictures that both, only the new, only the previous, and none of the heads got right. */
function pictures(both: number, onlyNew: number, onlyPrevious: number): readonly ComparedPicture[] {
  const of = (count: number, isNewRight: boolean, isPreviousRight: boolean) =>
    Array.from({ length: count }, () => ({ isNewRight, isPreviousRight }));
  return [...of(both, true, true), ...of(onlyNew, true, false), ...of(onlyPrevious, false, true)];
}

test('EAR-35 on the same pictures, a head that is worse by more than a standard deviation is not taken', () => {
  const better = report(0.9);
  expect(reasonToKeep(comparePictures(pictures(30, 0, 1)), better)).toBeUndefined();
  expect(reasonToKeep(comparePictures(pictures(30, 0, 2)), better)).toBe('worse-than-previous');
  expect(reasonToKeep(comparePictures(pictures(30, 6, 9)), better)).toBeUndefined();
  expect(reasonToKeep(comparePictures(pictures(30, 6, 11)), better)).toBe('worse-than-previous');
});

test('EAR-35 without common pictures, the shares of each head are compared', () => {
  const own = { kind: 'own-pictures', pictures: 100, previousAccuracy: 0.9 } as const;
  expect(reasonToKeep({ ...own, newAccuracy: 0.88 }, report(0.88))).toBeUndefined();
  expect(reasonToKeep({ ...own, newAccuracy: 0.85 }, report(0.85))).toBe('worse-than-previous');
  const perfect = { ...own, pictures: 20, previousAccuracy: 1 };
  expect(reasonToKeep({ ...perfect, newAccuracy: 0.95 }, report(0.95))).toBeUndefined();
});

test('EAR-35 a head that is no better than naming the largest class is not taken, nor is the first one', () => {
  expect(reasonToKeep({ kind: 'first' }, report(0.75, [30, 10]))).toBe('no-better-than-guessing');
  expect(reasonToKeep({ kind: 'first' }, report(0.8, [30, 10]))).toBeUndefined();
  expect(reasonToKeep({ kind: 'other-classes' }, report(0.6))).toBeUndefined();
});
