/** Pictures and rasters as plain data. An `ImageData` fits `Picture`; so does a literal in a test. */

/** An upright sRGB picture: `data` holds `width × height × 4` bytes, RGBA, row after row, alpha not premultiplied. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
  /** Bits of a sample in the file, where it has no colour; 0 or absent for colour. */
  readonly greyBits?: number;
  readonly reduced?: Reduction;
}

/** That a picture is a smaller copy, decoded of a larger original. */
export interface Reduction {
  /** The size of the upright original. */
  readonly original: PixelSize;
  /** The part of the copy that the original fills: px, fractions allowed. */
  readonly part: PixelSize & { readonly x: number; readonly y: number };
}

interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** The size of the upright original, to which boxes refer. */
export function originalSizeOf({ width, height, reduced }: Omit<Picture, 'data'>): PixelSize {
  return reduced?.original ?? { width, height };
}

/** One number per cell, row after row. */
export interface FloatRaster {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** One byte per cell, row after row: 0 = nothing, 1 = marked. */
export interface MaskRaster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A rectangle in pixels of the original picture, whole numbers, inside the picture. */
export interface PixelRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Valid kinds of files that not every decoder reads, or that decoders show differently: they are refused on every host. */
export type PictureVariant = 'arithmetic-jpeg' | 'lossless-jpeg' | 'deep-jpeg' | 'raw-photo' | 'hdr';

/** Why a file cannot be inspected. The texts are in `src/words`. */
export type PictureFault =
  | { readonly kind: 'empty-file' }
  | { readonly kind: 'not-a-picture' }
  | { readonly kind: 'unsupported-format'; readonly format: string }
  | { readonly kind: 'unsupported-variant'; readonly format: string; readonly variant: PictureVariant }
  /** Temperatures or other measurements instead of colours. */
  | { readonly kind: 'raw-measurements'; readonly format: string; readonly bits: number }
  | { readonly kind: 'truncated'; readonly format: string }
  | {
      readonly kind: 'too-many-pixels';
      readonly widthPx: number;
      readonly heightPx: number;
      readonly limitPixels: number;
    }
  | { readonly kind: 'decode-failed'; readonly format: string };
