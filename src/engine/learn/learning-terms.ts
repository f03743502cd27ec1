/** What a pack learns corrections from. */
import type { TaughtIdentity } from '../../domain/anomaly-teaching';
import type { Example, SaidOfPicture } from '../../domain/example';
import type { Baseline } from '../baseline/compare';
import type { Features } from '../extract';
import type { UnpackedPack } from '../unpack';

/** A picture with its features by the network and look of the base. */
export interface ExamplePicture {
  readonly recordId: string;
  /** What the report calls it. */
  readonly name: string;
  readonly features: Features;
  /** Those that the picture was judged against, by the same network and look. */
  readonly baselines?: readonly Baseline[];
  /** Absent for a picture that nobody confirmed or corrected: it only shows what would change. */
  readonly said?: SaidOfPicture;
}

export interface LearningTask {
  /** The pack as it is, with what it learned of earlier examples. */
  readonly base: UnpackedPack;
  /** The features of the golden picture of the base. */
  readonly golden: Features;
  /** Who the new version is; a shipped base needs a new id. */
  readonly identity: TaughtIdentity;
  /** In any order. Those that the base learned before are skipped. */
  readonly examples: readonly Example[];
  /** Those of the examples, and others to compare. */
  readonly pictures: readonly ExamplePicture[];
}
