import { likelyKinds } from '../domain/likely-kinds';
import type { InspectionRecord } from '../domain/record';

type Anomaly = NonNullable<InspectionRecord['anomaly']>;

/** The likely causes of the regions of one picture, each title once. */
export function likelyTitles({ boxes }: Anomaly): readonly string[] {
  return likelyKinds(boxes.map(({ category }) => category));
}
