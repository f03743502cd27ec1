/** A picture's file as upright sRGB pixels, by the browser's own decoder. */
import type { Picture, PictureFault } from '../src/domain/picture';
import { fail, succeed, type Result } from '../src/domain/result';
import { readPictureHeader } from '../src/engine/picture-file';
import type { PictureFormat } from '../src/engine/picture-format';

/** The pixels, and the bitmap they came from. Whoever gets it closes the bitmap. */
export interface DecodedPicture {
  readonly picture: Picture;
  readonly bitmap: ImageBitmap;
}

/** Formats that only some browsers decode: a refusal means that this one does not, not that the file is broken. */
const unevenFormats: ReadonlySet<PictureFormat> = new Set(['heic', 'avif', 'tiff']);

/** The first frame of the file, EXIF orientation applied by the decoder, colours converted to sRGB. */
export async function decodePicture(bytes: ArrayBuffer): Promise<Result<DecodedPicture, PictureFault>> {
  const header = readPictureHeader(new Uint8Array(bytes), { alsoDecodes: ['heic', 'avif'] });
  if (!header.ok) return header;
  const { format } = header.value;
  const bitmap = await openBitmap(bytes);
  if (bitmap === undefined) {
    return fail(unevenFormats.has(format) ? { kind: 'unsupported-format', format } : { kind: 'decode-failed', format });
  }
  const picture = readPixels(bitmap);
  if (picture !== undefined) return succeed({ picture, bitmap });
  bitmap.close();
  return fail({ kind: 'decode-failed', format });
}

async function openBitmap(bytes: ArrayBuffer): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(new Blob([bytes]), {
      imageOrientation: 'from-image',
      colorSpaceConversion: 'default',
      premultiplyAlpha: 'none',
    });
  } catch {
    // `InvalidStateError` without facts: the decoder gave up. The caller knows the format.
    return undefined;
  }
}

/** `willReadFrequently` keeps the canvas in memory: reading back from a GPU is slower, and rounds differently. */
function readPixels(bitmap: ImageBitmap): Picture | undefined {
  const { width, height } = bitmap;
  try {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { colorSpace: 'srgb', willReadFrequently: true });
    context?.drawImage(bitmap, 0, 0);
    return context?.getImageData(0, 0, width, height, { colorSpace: 'srgb' });
  } catch {
    // `RangeError`: this device has no room for so many pixels.
    return undefined;
  }
}
