import type { BoxCategory } from './inspection';

/** Under this another kind is as likely: a name that does not bear repeating without its number. */
const leastConfidence = 0.5;

/** What regions are likely to be, each title once, in the order of the regions. */
export function likelyKinds(
  categories: readonly (Pick<BoxCategory, 'title' | 'confidence'> | undefined)[],
): readonly string[] {
  const titles = categories.flatMap((kind) => (kind && kind.confidence >= leastConfidence ? [kind.title] : []));
  return [...new Set(titles)];
}
