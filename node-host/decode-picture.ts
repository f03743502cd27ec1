/** Picture files to upright sRGB pixels in Node, with `sharp`. */
import sharp from 'sharp';
import type { Picture, PictureFault } from '../src/domain/picture';
import { fail, succeed, type Result } from '../src/domain/result';
import { pixelLimit, readPictureHeader } from '../src/engine/picture-file';

/**
 * Decodes the first frame of a file to 8-bit RGBA: EXIF orientation applied, CMYK and embedded profiles converted to sRGB,
 * grey expanded to colour, alpha kept. Faults: those of `readPictureHeader`, and `decode-failed`.
 */
export async function decodePicture(bytes: Uint8Array): Promise<Result<Picture, PictureFault>> {
  const header = readPictureHeader(bytes, { alsoDecodes: ['avif'] });
  if (!header.ok) return header;
  try {
    return succeed(await decodeWithSharp(bytes));
  } catch {
    // sharp's messages describe its internals; the fact is that this file cannot be decoded.
    return fail({ kind: 'decode-failed', format: header.value.format });
  }
}

/** One decoding thread and no cache of pictures, for a process that inspects in several threads. */
export function limitDecoderMemory(): void {
  sharp.concurrency(1);
  sharp.cache(false);
}

async function decodeWithSharp(bytes: Uint8Array): Promise<Picture> {
  const { data, info } = await sharp(bytes, { limitInputPixels: pixelLimit, failOn: 'error', pages: 1 })
    .autoOrient()
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 4) throw new RangeError(`decoded to ${info.channels} channels instead of 4`);
  const { width, height } = info;
  return { width, height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength) };
}
