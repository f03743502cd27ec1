import type { BoxCategory } from './inspection';

/** Below this, another kind may be as likely; the name must not be shown without its confidence. */
const leastConfidence = 0.5;

/** The likely kinds of regions, each title once, in the order of the regions. */
export function likelyKinds(
  categories: readonly (Pick<BoxCategory, 'title' | 'confidence'> | undefined)[],
): readonly string[] {
  const titles = categories.flatMap((kind) => (kind && kind.confidence >= leastConfidence ? [kind.title] : []));
  return [...new Set(titles)];
}
