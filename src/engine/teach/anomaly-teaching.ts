import type { AnomalyTeachOptions, LookResult, TaughtRole } from '../../domain/anomaly-teaching';
import type { Features } from '../extract';
import type { UnpackedPack } from '../unpack';

/** A picture to teach with. */
export interface TaughtPicture {
  /** What the report and the provenance of the bank call it; unique in a teaching. */
  readonly name: string;
  readonly role: TaughtRole;
  readonly features: Features;
}

/** What is taught. All features are of the same look, which becomes that of the pack. */
export interface AnomalyTeaching {
  /** Rows that it has are kept, with their provenance. */
  readonly base: UnpackedPack;
  /** Those of the golden picture of the base. */
  readonly golden: Features;
  readonly pictures: readonly TaughtPicture[];
  readonly options: AnomalyTeachOptions;
  /** The looks that were compared before, for the report. */
  readonly compared?: readonly LookResult[];
}
