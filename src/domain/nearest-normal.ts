/** The nearest normal patch of a marked part of a picture: the evidence for a region. Plain data. */
import type { FractionRect } from './pack';
import type { PixelRect } from './picture';
import type { EncodedPicture } from './stored-picture';

/** Where the nearest normal patch comes from. */
export type KnownSource =
  /** It came with the pack, which does not name the picture. */
  | { readonly kind: 'pack' }
  /** A picture that the pack was taught with: the `number`-th of the `of` pictures that its memory bank knows. */
  | { readonly kind: 'picture'; readonly name: string; readonly number: number; readonly of: number }
  /** A picture in which a person called a part normal. */
  | { readonly kind: 'correction'; readonly name: string; readonly pictureSha256?: string }
  /** A baseline of the asset, by the id of its record. */
  | { readonly kind: 'baseline'; readonly id: string };

/** A patch of a picture with what surrounds it. */
export interface ShownPatch {
  /** The patch with its surroundings. */
  readonly picture: EncodedPicture;
  /** The patch in pixels of `picture`. */
  readonly mark: PixelRect;
  readonly place: PlaceInPicture;
}

/** In which ninth of a picture something lies. */
export interface PlaceInPicture {
  readonly across: 'left' | 'middle' | 'right';
  readonly down: 'upper' | 'middle' | 'lower';
}

/** The most unusual cell of a region, and the normal patch that it is nearest to. */
export interface NearestNormal {
  /** Distance of the two in feature space, the pack's own unit. */
  readonly distance: number;
  /** The distance from which the pack marks a cell. */
  readonly limit: number;
  readonly source: KnownSource;
  readonly patch: ShownPatch;
  /** Absent where the picture that it comes from is not on the device. */
  readonly normal?: ShownPatch;
}

/** The ninth in which the centre of `rect` lies; both in fractions of the picture. */
export function placeInPicture({ x, y, width, height }: FractionRect): PlaceInPicture {
  return {
    across: third(x + width / 2, ['left', 'middle', 'right'] as const),
    down: third(y + height / 2, ['upper', 'middle', 'lower'] as const),
  };
}

function third<Name>(part: number, [first, second, last]: readonly [Name, Name, Name]): Name {
  return part < 1 / 3 ? first : part < 2 / 3 ? second : last;
}
