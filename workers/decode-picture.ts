/** Picture files to upright sRGB pixels with the browser's decoder. */
import type { Picture, PictureFault } from '../src/domain/picture';
import { fail, succeed, type Result } from '../src/domain/result';
import { readPictureHeader } from '../src/engine/picture-file';
import type { PictureFormat } from '../src/engine/picture-format';

/** The pixels and their bitmap. The caller must close the bitmap. */
export interface DecodedPicture {
  readonly picture: Picture;
  readonly bitmap: ImageBitmap;
}

/** Formats that only some browsers decode: if decoding fails, the format is reported as unsupported, not the file as broken. */
const unevenFormats: ReadonlySet<PictureFormat> = new Set(['heic', 'avif', 'tiff']);

/**
 * Decodes the first frame of a file: EXIF orientation applied, colours converted to sRGB. Faults: those of `readPictureHeader`,
 * `unsupported-format` and `decode-failed`.
 */
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
    // An `InvalidStateError` without details: the decoder failed. The caller knows the format.
    return undefined;
  }
}

/** `willReadFrequently` keeps the canvas in main memory: reading back from a GPU is slower and rounds differently. */
function readPixels(bitmap: ImageBitmap): Picture | undefined {
  const { width, height } = bitmap;
  try {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { colorSpace: 'srgb', willReadFrequently: true });
    context?.drawImage(bitmap, 0, 0);
    return context?.getImageData(0, 0, width, height, { colorSpace: 'srgb' });
  } catch {
    // `RangeError`: not enough memory on this device for so many pixels.
    return undefined;
  }
}
