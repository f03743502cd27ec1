/** The category of a region, by its shape or by the kinds of its cells. How often it is right: `docs/calibration.md`. */
import type { BoxCategory } from '../domain/inspection';
import { recordLocale, textIn } from '../domain/localised-text';
import type { CategoryName, CategoryRules, ShapeStep } from '../domain/pack';
import { outOfRange } from '../math/out-of-range';
import type { Vectors } from './memory-bank';

/** The measures that the rules use; see `RegionShape` in `vision`. */
interface Shape {
  readonly elongation: number;
  readonly length: number;
}

/**
 * The most probable of compact, slender, and long. With the degrees s (slender) and l (long), 0–1, their confidences are
 * 1 − s, s·(1 − l) and s·l, which sum to 1.
 */
export function categoryOf({ elongation, length }: Shape, rules: CategoryRules): BoxCategory {
  const slender = degree(elongation, rules.elongation);
  const long = degree(length, rules.length);
  return [
    named(rules.compact, 1 - slender),
    named(rules.slender, slender * (1 - long)),
    named(rules.long, slender * long),
  ].reduce(moreProbable);
}

/**
 * The most frequent kind of a region. `values`: logits, a row per cell of the grid and a column per kind. `cells`: the rows of the
 * region; a row that occurs twice counts twice. The confidence of a kind is the mean over the cells of its softmax share.
 */
export function kindOf(values: Vectors, cells: readonly number[], kinds: readonly CategoryName[]): BoxCategory {
  const sums = new Float64Array(kinds.length);
  for (const cell of cells) addShares(values.data.subarray(cell * values.columns, (cell + 1) * values.columns), sums);
  return kinds.map((kind, at) => named(kind, (sums[at] ?? outOfRange()) / cells.length)).reduce(moreProbable);
}

/** Adds the softmax of `row` to `sums`. */
function addShares(row: Float32Array, sums: Float64Array): void {
  const highest = row.reduce((one, other) => Math.max(one, other));
  const power = (value: number): number => Math.exp(value - highest);
  const total = row.reduce((sum, value) => sum + power(value), 0);
  row.forEach((value, at) => (sums[at] = (sums[at] ?? outOfRange()) + power(value) / total));
}

function moreProbable(one: BoxCategory, other: BoxCategory): BoxCategory {
  return other.confidence > one.confidence ? other : one;
}

function named({ name, title }: CategoryName, confidence: number): BoxCategory {
  return { name, title: textIn(title, recordLocale), confidence };
}

/** 0.5 at `value = at`; rises with the logarithm of the value. */
function degree(value: number, { at, softness }: ShapeStep): number {
  return 1 / (1 + Math.exp(-Math.log(value / at) / softness));
}
