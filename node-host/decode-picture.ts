/** Picture files to upright sRGB pixels in Node, with `sharp`. */
import sharp, { type Sharp } from 'sharp';
import type { Picture, PictureFault } from '../src/domain/picture';
import { fail, succeed, type Result } from '../src/domain/result';
import type { PictureFormat } from '../src/engine/picture-file/picture-format';
import { greyBitsOf, type PictureFile } from '../src/engine/picture-file/picture-header';
import { pixelLimit, readPictureFile } from '../src/engine/picture-file/read-picture-file';
import { cmykToRgba } from '../src/engine/picture-file/cmyk';
import { turnUpright } from '../src/engine/picture-file/upright';

/** Besides those that every host decodes. */
const alsoDecodes: readonly PictureFormat[] = ['tiff', 'avif'];

/**
 * Decodes the first frame of a file, or its largest page, to 8-bit RGBA: orientation applied, embedded profiles converted to sRGB,
 * grey expanded to colour, alpha kept. Faults: those of `readPictureFile`, and `truncated` and `decode-failed`.
 */
export async function decodePicture(bytes: Uint8Array): Promise<Result<Picture, PictureFault>> {
  const file = readPictureFile(bytes, { alsoDecodes });
  if (!file.ok) return file;
  const { format, orientation, samples } = file.value;
  // The decoder runs in another thread meanwhile.
  const decoding = decodeWithSharp(file.value);
  const isIntact = file.value.isIntact();
  const picture = await decoding;
  if (!isIntact) return fail({ kind: 'truncated', format });
  if (picture === undefined) return fail({ kind: 'decode-failed', format });
  return succeed({ ...turnUpright(picture, orientation), greyBits: greyBitsOf(samples) });
}

/** One decoding thread and no cache of pictures, for a process that inspects in several threads. */
export function limitDecoderMemory(): void {
  sharp.concurrency(1);
  sharp.cache(false);
}

/** Undefined if it cannot be decoded: sharp's messages describe its internals. */
async function decodeWithSharp(file: PictureFile): Promise<Picture | undefined> {
  try {
    return await (file.samples.colour === 'cmyk' ? readCmyk(openFile(file)) : readRgba(openFile(file)));
  } catch {
    return undefined;
  }
}

function openFile({ pieces, page = 0 }: PictureFile): Sharp {
  return sharp(Buffer.concat(pieces), { limitInputPixels: pixelLimit, failOn: 'error', pages: 1, page });
}

async function readRgba(opened: Sharp): Promise<Picture> {
  const { data, info } = await opened
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 4) throw new RangeError(`decoded to ${info.channels} channels instead of 4`);
  return { width: info.width, height: info.height, data: asClamped(data) };
}

/** Converted as browsers do, which do not use the profile of a printer. */
async function readCmyk(opened: Sharp): Promise<Picture> {
  const { data, info } = await opened
    .pipelineColourspace('cmyk')
    .toColourspace('cmyk')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 4) throw new RangeError(`decoded to ${info.channels} channels instead of 4`);
  return { width: info.width, height: info.height, data: cmykToRgba(asClamped(data)) };
}

function asClamped({ buffer, byteOffset, byteLength }: Buffer): Uint8ClampedArray {
  return new Uint8ClampedArray(buffer, byteOffset, byteLength);
}
