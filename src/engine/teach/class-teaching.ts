/** What a classifier is trained with. */
import type { ClassTrainOptions } from '../../domain/class-teaching';
import type { PackBytes } from '../../domain/loaded-pack';
import type { Pack } from '../../domain/pack';

/** A labelled picture. Pictures of one `group` stay in one part of a split. */
export interface ClassPicture {
  readonly name: string;
  readonly label: string;
  readonly embedding: Float32Array;
  readonly group?: string;
}

export interface ClassTeaching {
  /** Its network and input are used; an `UnpackedPack` fits. */
  readonly base: { readonly pack: Pack; readonly files: PackBytes['files'] };
  /** The embedding of the golden picture of the base. */
  readonly golden: Float32Array;
  readonly pictures: readonly ClassPicture[];
  readonly options: ClassTrainOptions;
}
