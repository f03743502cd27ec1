import type { AnomalyBox } from './inspection';

/** Below this, another kind may be as likely: only the largest region is named in the summary then. */
const leastConfidence = 0.5;

/** A kind that a region looks like. */
export interface LikelyKind {
  readonly title: string;
  /** 0–1; the highest of the regions with this kind. */
  readonly confidence: number;
}

type Region = Pick<AnomalyBox, 'width' | 'height' | 'category'>;

/**
 * The likely kinds of the regions of one picture, each once, in the order of the regions. The kind of the largest region is always
 * among them, however uncertain it is.
 */
export function likelyKinds(regions: readonly Region[]): readonly LikelyKind[] {
  const largest = largestOf(regions);
  const named = regions.filter((region) => region === largest || (region.category?.confidence ?? 0) >= leastConfidence);
  const titles = new Set(named.flatMap(({ category }) => (category === undefined ? [] : [category.title])));
  return [...titles].map((title) => ({ title, confidence: highestConfidence(regions, title) }));
}

function largestOf(regions: readonly Region[]): Region | undefined {
  const area = ({ width, height }: Region): number => width * height;
  return regions.reduce<Region | undefined>(
    (largest, region) => (largest === undefined || area(region) > area(largest) ? region : largest),
    undefined,
  );
}

function highestConfidence(regions: readonly Region[], title: string): number {
  const own = regions.flatMap(({ category }) => (category?.title === title ? [category.confidence] : []));
  return Math.max(0, ...own);
}
