import { likelyKinds } from '../domain/likely-kinds';
import type { WireRecord } from '../protocol/intake';

type Anomaly = NonNullable<WireRecord['anomaly']>;

/** The likely causes of the regions of one picture, each title once. */
export function likelyTitles({ boxes }: Anomaly): readonly string[] {
  return likelyKinds(boxes.map(({ category }) => (isKind(category) ? category : undefined)));
}

/** A region has a category where its pack names categories; the rest of a box is not checked at intake. */
function isKind(category: unknown): category is { readonly title: string; readonly confidence: number } {
  return (
    typeof category === 'object' &&
    category !== null &&
    'title' in category &&
    'confidence' in category &&
    typeof category.title === 'string' &&
    typeof category.confidence === 'number'
  );
}
