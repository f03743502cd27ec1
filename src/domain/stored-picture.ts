/** The copies of a picture that are stored with its record: the same in every host. */

/** An encoded copy of a picture, to be stored. */
export interface EncodedPicture {
  readonly bytes: ArrayBuffer;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
}

/** Long side of the kept photo, px: fine cracks stay visible, and it has a tenth of the bytes of a phone picture. */
export const keepLongSidePx = 1600;

/** Long side of the thumbnail shown in lists, px. */
export const thumbnailLongSidePx = 256;

/** Small enough to store thousands, good enough to look at a defect again. Verdicts are never computed from this copy. */
export const jpegQuality = 0.8;

interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The size with at most `longSidePx`, in the same proportions. */
export function fitLongSide({ width, height }: PictureSize, longSidePx: number): PictureSize {
  const shrink = Math.min(1, longSidePx / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * shrink)), height: Math.max(1, Math.round(height * shrink)) };
}
