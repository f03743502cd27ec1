import type { ClassResult, MisclassifiedPicture } from '../../domain/teach-report';
import { classFigures } from '../../learning/class-figures';

/** The answers of a pack for pictures whose class is known. `accuracy` is null without pictures. */
export interface JudgedClasses {
  readonly accuracy: number | null;
  readonly classes: readonly ClassResult[];
  /** `confusion[i][j]`: pictures of class i that were classified as class j, in the order of `classes`. */
  readonly confusion: readonly (readonly number[])[];
  /** The most confident first. */
  readonly misclassified: readonly MisclassifiedPicture[];
}

/** Compares the answers with the labels; `names` are the classes of the pack. */
export function judgedClasses(names: readonly string[], answered: readonly MisclassifiedPicture[]): JudgedClasses {
  const confusion = names.map((label) =>
    names.map((found) => answered.filter((each) => each.label === label && each.found === found).length),
  );
  const misclassified = answered.filter(({ label, found }) => label !== found);
  return {
    accuracy: answered.length === 0 ? null : 1 - misclassified.length / answered.length,
    classes: names.map((label, at) => ({ label, ...classFigures(confusion, at) })),
    confusion,
    misclassified: misclassified.sort((a, b) => b.confidence - a.confidence),
  };
}
