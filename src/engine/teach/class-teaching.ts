/** What a classifier is trained with. */
import type { TaughtIdentity } from '../../domain/anomaly-teaching';
import type { PackBytes } from '../../domain/loaded-pack';
import type { Pack } from '../../domain/pack';
import type { Weighting } from '../../learning/heads/labelled';

/** A labelled picture. Pictures of one `group` stay in one part of a split. */
export interface ClassPicture {
  readonly name: string;
  readonly label: string;
  readonly embedding: Float32Array;
  readonly group?: string;
}

interface ClassTrainOptions {
  readonly identity: TaughtIdentity;
  readonly seed: number;
  /** The classes are grades, in the order of `classOrder`. */
  readonly isOrdered: boolean;
  /** Classes in this order; others follow in the order of their names. */
  readonly classOrder?: readonly string[];
  /** `balanced` by default. */
  readonly weighting?: Weighting;
}

export interface ClassTeaching {
  /** Its network and input are used; an `UnpackedPack` fits. */
  readonly base: { readonly pack: Pack; readonly files: PackBytes['files'] };
  /** The embedding of the golden picture of the base. */
  readonly golden: Float32Array;
  readonly pictures: readonly ClassPicture[];
  readonly options: ClassTrainOptions;
}
