/** A look at a picture's file before anything decodes it, the same in every host: cheap, and it saves a crashed tab. */
import { imageSize } from 'image-size';
import type { PictureFault } from '../domain/picture';
import { fail, succeed, type Result } from '../domain/result';
import { isWhole } from './picture-truncation';
import { formatOf, type PictureFormat } from './picture-format';

/** 64 megapixels: 256 MB as RGBA, what a phone's browser can just hold beside the network. */
export const pixelLimit = 64_000_000;

/** What the file says of itself, before its EXIF orientation is applied. */
export interface PictureHeader {
  readonly format: PictureFormat;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** What this host can decode besides what every host can, and how large a picture may be. */
export interface PictureLimits {
  /** HEIC and AVIF: only some hosts can. */
  readonly alsoDecodes?: readonly ('heic' | 'avif')[];
  readonly limitPixels?: number;
}

/** The header of a picture that is worth decoding, or why it is not. */
export function readPictureHeader(
  bytes: Uint8Array,
  { alsoDecodes = [], limitPixels = pixelLimit }: PictureLimits = {},
): Result<PictureHeader, PictureFault> {
  if (bytes.length === 0) return fail({ kind: 'empty-file' });
  const format = formatOf(bytes);
  if (format === undefined) return fail({ kind: 'not-a-picture' });
  if (!isDecodable(format, alsoDecodes)) return fail({ kind: 'unsupported-format', format });
  const size = sizeOf(bytes);
  if (size === undefined || !isWholeFile(bytes, format)) return fail({ kind: 'truncated', format });
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

/** The package throws where the header is cut short. */
function sizeOf(bytes: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  try {
    return imageSize(bytes);
  } catch {
    // Recognised by its first bytes but without a size: the rest is missing.
    return undefined;
  }
}

function isWholeFile(bytes: Uint8Array, format: PictureFormat): boolean {
  try {
    return isWhole(bytes, format);
  } catch {
    // A length field beyond the end of the file.
    return false;
  }
}
