import type { PictureVariant } from '../../domain/picture';

/** Why a parser of picture files stops. They are thrown inside this folder only; `read-picture-file.ts` returns them as faults. */

/** The file ends before the structure that it announces. */
export class CutOff extends Error {}

/** The bytes contradict the format. */
export class Malformed extends Error {}

/** Valid, but of a kind that not every decoder reads, or that decoders show differently. */
export class OtherVariant extends Error {
  readonly variant: PictureVariant;

  constructor(variant: PictureVariant) {
    super(variant);
    this.variant = variant;
  }
}
