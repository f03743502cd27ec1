/** The answer of `GET /data-insights`: what is known of the pictures of the last ZIP. */
import type { LabelledInsights } from '../../src/engine/teach/dataset-facts';

/** A sample picture; `image` is a small JPEG in a data address. */
export interface WireSample {
  readonly filename: string;
  readonly image: string;
}

interface WireRange {
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

/** In the names of the contract. Dimensions are null where no picture is usable. */
export interface WireInsights {
  readonly total_images: number;
  readonly images_per_class: Readonly<Record<string, number>>;
  readonly samples: Readonly<Record<string, readonly WireSample[]>>;
  readonly dimensions: { readonly width: WireRange | null; readonly height: WireRange | null };
  readonly duplicates: number;
  /** Groups of equal files in different classes. */
  readonly contradictory_duplicates: number;
  /** Groups of pictures that look almost the same, and those of them in different classes; null until the pictures were looked at. */
  readonly near_duplicates: number | null;
  readonly contradictory_near_duplicates: number | null;
  /** Pictures far less sharp than the others; null until they were looked at. */
  readonly blurred: readonly string[] | null;
  readonly unreadable: readonly string[];
  /** The largest class by the smallest. */
  readonly imbalance: number;
}

const mostNamed = 1000;

/** The wire form of `insights`. `samples` by class. */
export function wireInsights(insights: LabelledInsights, samples: WireInsights['samples']): WireInsights {
  const { pictures, classes, width, height, duplicates, nearDuplicates, blurred, unreadable, imbalance } = insights;
  return {
    total_images: pictures,
    images_per_class: Object.fromEntries(classes.map((each) => [each.label, each.pictures])),
    samples,
    dimensions: { width: width ?? null, height: height ?? null },
    duplicates: duplicates.length,
    contradictory_duplicates: countContradictory(duplicates),
    near_duplicates: nearDuplicates === undefined ? null : nearDuplicates.length,
    contradictory_near_duplicates: nearDuplicates === undefined ? null : countContradictory(nearDuplicates),
    blurred: blurred === undefined ? null : blurred.slice(0, mostNamed),
    unreadable: unreadable.slice(0, mostNamed).map(({ name }) => name),
    imbalance: Number(imbalance.toFixed(3)),
  };
}

function countContradictory(groups: LabelledInsights['duplicates']): number {
  return groups.filter(({ isContradictory }) => isContradictory).length;
}
