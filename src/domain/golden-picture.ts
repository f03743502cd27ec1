/** The picture of a pack on which every host must compute the same numbers. */

/** Longer side at most: it is passed on with the pack, three bytes per pixel. */
export const goldenLongSidePx = 320;

/** Red, green and blue of each pixel, row after row. */
export interface GoldenPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgb: Uint8Array<ArrayBuffer>;
}

/** What a pack gives for its golden picture. */
export interface GoldenNumbers {
  readonly rawScore?: number;
  readonly probabilities?: readonly number[];
}
