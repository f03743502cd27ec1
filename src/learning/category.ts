/** What a region is called by its shape. Rules, constants and what they are worth: `docs/calibration.md`. */
import type { BoxCategory } from '../domain/inspection';
import type { CategoryName, CategoryRules, ShapeStep } from '../domain/pack';

/** The measures that the rules read; see `RegionShape`. */
interface Shape {
  readonly elongation: number;
  readonly length: number;
}

/**
 * Compact, slender, or slender and long: the likeliest of the three. With the degrees s (slender) and l (long) in 0–1 their
 * confidences are 1 − s, s·(1 − l) and s·l, which sum to 1.
 */
export function categoryOf({ elongation, length }: Shape, rules: CategoryRules): BoxCategory {
  const slender = degree(elongation, rules.elongation);
  const long = degree(length, rules.length);
  return [
    named(rules.compact, 1 - slender),
    named(rules.slender, slender * (1 - long)),
    named(rules.long, slender * long),
  ].reduce((best, other) => (other.confidence > best.confidence ? other : best));
}

function named({ name, title }: CategoryName, confidence: number): BoxCategory {
  return { name, title, confidence };
}

/** 0.5 where the value is `at`, rising with its logarithm. */
function degree(value: number, { at, softness }: ShapeStep): number {
  return 1 / (1 + Math.exp(-Math.log(value / at) / softness));
}
