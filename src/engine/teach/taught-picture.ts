import type { TaughtRole } from '../../domain/anomaly-teaching';
import type { Features } from '../extract';

/** A picture to teach with. */
export interface TaughtPicture {
  /** What the report and the provenance of the bank call it; unique in a teaching. */
  readonly name: string;
  readonly role: TaughtRole;
  readonly features: Features;
}
