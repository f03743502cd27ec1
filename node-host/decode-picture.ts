/** Picture files to upright sRGB pixels in Node, with `sharp`. */
import sharp, { type Sharp } from 'sharp';
import type { Picture, PictureFault } from '../src/domain/picture';
import { fail, succeed, type Result } from '../src/domain/result';
import { cmykToRgba } from '../src/engine/picture-file/cmyk';
import { reducedSize, stretched, type NeededSize, type ReducedSize } from '../src/engine/picture-file/decode-scale';
import type { PictureFormat } from '../src/engine/picture-file/picture-format';
import { greyBitsOf, type PictureFile } from '../src/engine/picture-file/picture-header';
import { pixelLimit, readPictureFile } from '../src/engine/picture-file/read-picture-file';
import { turnUpright } from '../src/engine/picture-file/upright';

/** Besides those that every host decodes. */
const alsoDecodes: readonly PictureFormat[] = ['tiff', 'avif'];

const wholeSize: NeededSize = (original) => original;

/**
 * Decodes the first frame of a file, or its largest page, to 8-bit RGBA: orientation applied, embedded profiles converted to sRGB,
 * grey expanded to colour, alpha kept. JPEGs are decoded to a smaller size if not all of it is `needed`. Faults: those of
 * `readPictureFile`, and `truncated` and `decode-failed`.
 */
export async function decodePicture(
  bytes: Uint8Array,
  needed: NeededSize = wholeSize,
): Promise<Result<Picture, PictureFault>> {
  const file = readPictureFile(bytes, { alsoDecodes });
  if (!file.ok) return file;
  const { format } = file.value;
  const reduced = reducedSize(file.value, needed);
  // The decoder runs in another thread meanwhile.
  const decoding = decodeWithSharp(file.value, reduced);
  const dataFault = file.value.dataFault();
  const pixels = await decoding;
  if (dataFault !== undefined) return fail({ kind: dataFault, format });
  if (pixels === undefined) return fail({ kind: 'decode-failed', format });
  const { orientation, samples } = file.value;
  const upright = { ...turnUpright(pixels, orientation), greyBits: greyBitsOf(samples) };
  return succeed(reduced === undefined ? upright : { ...upright, reduced: stretched(file.value, upright) });
}

/** One decoding thread and no cache of pictures, for a process that inspects in several threads. */
export function limitDecoderMemory(): void {
  sharp.concurrency(1);
  sharp.cache(false);
}

/** Undefined if it cannot be decoded: sharp's messages describe its internals. */
async function decodeWithSharp(file: PictureFile, reduced: ReducedSize | undefined): Promise<Picture | undefined> {
  try {
    const opened = openFile(file);
    // `resize` loads a JPEG at a reduced size; the filter does what is left.
    const sized =
      reduced === undefined ? opened : opened.resize(reduced.width, reduced.height, { fit: 'fill', kernel: 'cubic' });
    return await (file.samples.colour === 'cmyk' ? readCmyk(sized) : readRgba(sized));
  } catch {
    return undefined;
  }
}

function openFile({ pieces, page = 0 }: PictureFile): Sharp {
  return sharp(Buffer.concat(pieces), { limitInputPixels: pixelLimit, failOn: 'error', pages: 1, page });
}

async function readRgba(opened: Sharp): Promise<Picture> {
  return pictureOf(await rawPixels(opened.toColourspace('srgb').ensureAlpha()));
}

/** Converted as browsers do, which do not use the profile of a printer. */
async function readCmyk(opened: Sharp): Promise<Picture> {
  const picture = pictureOf(await rawPixels(opened.pipelineColourspace('cmyk').toColourspace('cmyk')));
  return { ...picture, data: cmykToRgba(picture.data) };
}

type RawPixels = Awaited<ReturnType<typeof rawPixels>>;

function rawPixels(opened: Sharp) {
  return opened.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
}

function pictureOf({ data: { buffer, byteOffset, byteLength }, info }: RawPixels): Picture {
  if (info.channels !== 4) throw new RangeError(`decoded to ${info.channels} channels instead of 4`);
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(buffer, byteOffset, byteLength) };
}
