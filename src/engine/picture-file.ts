/** Checks a picture file before it is decoded, in every host alike: a file that is too large would crash a browser tab. */
import { BMP } from 'image-size/types/bmp';
import { GIF } from 'image-size/types/gif';
import { HEIF } from 'image-size/types/heif';
import type { IImage } from 'image-size/types/interface';
import { JPG } from 'image-size/types/jpg';
import { PNG } from 'image-size/types/png';
import { TIFF } from 'image-size/types/tiff';
import { WEBP } from 'image-size/types/webp';
import type { PictureFault } from '../domain/picture';
import { fail, succeed, type Result } from '../domain/result';
import { isComplete } from './picture-truncation';
import { formatOf, type PictureFormat } from './picture-format';

/** 64 megapixels, which are 256 MB as RGBA: about the most that a phone's browser can hold next to the network. */
export const pixelLimit = 64_000_000;

/** Format and size by the file's header, before the EXIF orientation is applied. */
export interface PictureHeader {
  readonly format: PictureFormat;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface PictureLimits {
  /** Formats that this host decodes besides those that every host decodes. */
  readonly alsoDecodes?: readonly ('heic' | 'avif')[];
  readonly limitPixels?: number;
}

/**
 * The header of a picture file. Faults: `empty-file`, `not-a-picture`, `unsupported-format`, `truncated`, `too-many-pixels`.
 */
export function readPictureHeader(
  bytes: Uint8Array,
  { alsoDecodes = [], limitPixels = pixelLimit }: PictureLimits = {},
): Result<PictureHeader, PictureFault> {
  if (bytes.length === 0) return fail({ kind: 'empty-file' });
  const format = formatOf(bytes);
  if (format === undefined) return fail({ kind: 'not-a-picture' });
  if (!isDecodable(format, alsoDecodes)) return fail({ kind: 'unsupported-format', format });
  const size = sizeOf(bytes, format);
  if (size === undefined || !isCompleteFile(bytes, format)) return fail({ kind: 'truncated', format });
  const { width: widthPx, height: heightPx } = size;
  if (widthPx * heightPx > limitPixels) return fail({ kind: 'too-many-pixels', widthPx, heightPx, limitPixels });
  return succeed({ format, widthPx, heightPx });
}

function isDecodable(format: PictureFormat, alsoDecodes: readonly string[]): boolean {
  switch (format) {
    case 'svg':
      return false;
    case 'heic':
    case 'avif':
      return alsoDecodes.includes(format);
    default:
      return true;
  }
}

/**
 * The readers of the formats that may be decoded. The package's own detection is not used: it also tries SVG, whose reader
 * runs regular expressions over the file.
 */
const readers: Partial<Readonly<Record<PictureFormat, IImage>>> = {
  jpg: JPG,
  png: PNG,
  webp: WEBP,
  gif: GIF,
  bmp: BMP,
  tiff: TIFF,
  heic: HEIF,
  avif: HEIF,
};

/** The size of the largest picture in the file. `undefined` if the header is truncated; the package throws then. */
function sizeOf(
  bytes: Uint8Array,
  format: PictureFormat,
): { readonly width: number; readonly height: number } | undefined {
  const reader = readers[format];
  try {
    if (reader?.validate(bytes) !== true) return undefined;
    const size = reader.calculate(bytes);
    const pixels = (each: { readonly width: number; readonly height: number }) => each.width * each.height;
    return (size.images ?? [size]).reduce((largest, each) => (pixels(each) > pixels(largest) ? each : largest));
  } catch {
    // The format was recognised by its first bytes, so the rest is missing.
    return undefined;
  }
}

function isCompleteFile(bytes: Uint8Array, format: PictureFormat): boolean {
  try {
    return isComplete(bytes, format);
  } catch {
    // A length field points beyond the end of the file.
    return false;
  }
}
