/** Whether a new head may replace the one that serves. The measure is stated in `docs/legacy-clients.md` and ADR 31. */
import type { ClassTrainReport } from '../../src/domain/teach-report';

/** How a new head compares with the one before. */
export type HeadComparison =
  | { readonly kind: 'first' }
  /** The classes are others: nothing can be compared. */
  | { readonly kind: 'other-classes' }
  /** On pictures from which neither head had learned: how many only one of the two got right. */
  | {
      readonly kind: 'same-pictures';
      readonly pictures: number;
      readonly newRight: number;
      readonly previousRight: number;
      readonly onlyNewRight: number;
      readonly onlyPreviousRight: number;
    }
  /** Too few such pictures: the share right of each head on its own pictures. */
  | {
      readonly kind: 'own-pictures';
      readonly pictures: number;
      readonly newAccuracy: number;
      readonly previousAccuracy: number;
    };

/** Why a new head does not serve. */
export type KeptBecause = 'worse-than-previous' | 'no-better-than-guessing';

/** Fewer pictures say little about two heads. */
export const fewestCompared = 10;

/** One picture from which neither head had learned. */
export interface ComparedPicture {
  readonly isNewRight: boolean;
  readonly isPreviousRight: boolean;
}

/** Counts the pictures by which of the two heads was right. */
export function comparePictures(pictures: readonly ComparedPicture[]): HeadComparison & { kind: 'same-pictures' } {
  const count = (is: (picture: ComparedPicture) => boolean): number => pictures.filter(is).length;
  return {
    kind: 'same-pictures',
    pictures: pictures.length,
    newRight: count(({ isNewRight }) => isNewRight),
    previousRight: count(({ isPreviousRight }) => isPreviousRight),
    onlyNewRight: count(({ isNewRight, isPreviousRight }) => isNewRight && !isPreviousRight),
    onlyPreviousRight: count(({ isNewRight, isPreviousRight }) => !isNewRight && isPreviousRight),
  };
}

/**
 * Why the head must not serve; undefined where it may. Worse means: by more than one standard deviation. For pictures that both heads
 * judged that is the square root of the number that only one of them got right (McNemar 1947); otherwise that of a binomial share.
 */
export function reasonToKeep(comparison: HeadComparison, report: ClassTrainReport): KeptBecause | undefined {
  if (isWorse(comparison)) return 'worse-than-previous';
  return report.accuracy <= largestShare(report) ? 'no-better-than-guessing' : undefined;
}

function isWorse(comparison: HeadComparison): boolean {
  switch (comparison.kind) {
    case 'first':
    case 'other-classes':
      return false;
    case 'same-pictures': {
      const { onlyNewRight, onlyPreviousRight } = comparison;
      return onlyPreviousRight - onlyNewRight > Math.sqrt(onlyPreviousRight + onlyNewRight);
    }
    case 'own-pictures': {
      const { pictures, newAccuracy, previousAccuracy } = comparison;
      // One right and one wrong picture are added, or a share of 1 would have no deviation (Laplace).
      const share = (previousAccuracy * pictures + 1) / (pictures + 2);
      return newAccuracy < share - Math.sqrt((share * (1 - share)) / pictures);
    }
  }
}

/** What naming the largest class for every picture would get right. */
function largestShare({ classes }: ClassTrainReport): number {
  const counts = classes.map(({ pictures }) => pictures);
  return Math.max(...counts) / counts.reduce((sum, count) => sum + count, 0);
}
