/** Picture files to upright sRGB pixels with the browser's decoder. */
import type { CaptureTime } from '../src/domain/capture-time';
import type { Picture, PictureFault } from '../src/domain/picture';
import { fail, succeed, type Result } from '../src/domain/result';
import type { PictureFormat } from '../src/engine/picture-file/picture-format';
import { greyBitsOf, type PictureFile } from '../src/engine/picture-file/picture-header';
import { readPictureFile } from '../src/engine/picture-file/read-picture-file';
import { turnOf, uprightSize, type Orientation } from '../src/engine/picture-file/upright';

/** The pixels, and the canvas with them. */
export interface DecodedPicture {
  readonly picture: Picture;
  readonly canvas: OffscreenCanvas;
  readonly captured?: CaptureTime;
}

/** Besides those that every host decodes; some browsers do not decode all of them. */
const alsoDecodes: readonly PictureFormat[] = ['bmp', 'tiff', 'heic', 'avif'];

/**
 * Decodes the first frame of a file: orientation applied, colours converted to sRGB. Faults: those of `readPictureFile`,
 * `truncated`, `unsupported-format` and `decode-failed`.
 */
export async function decodePicture(bytes: ArrayBuffer): Promise<Result<DecodedPicture, PictureFault>> {
  const file = readPictureFile(new Uint8Array(bytes), { alsoDecodes: await decodedHere() });
  if (!file.ok) return file;
  const { format, orientation, samples, captured } = file.value;
  // The decoder runs in another thread meanwhile.
  const opening = openBitmap(file.value);
  const isIntact = file.value.isIntact();
  const bitmap = await opening;
  try {
    if (!isIntact) return fail({ kind: 'truncated', format });
    const decoded = bitmap && readPixels(bitmap, orientation, greyBitsOf(samples));
    if (decoded === undefined) return fail({ kind: 'decode-failed', format });
    return succeed({ ...decoded, ...(captured && { captured }) });
  } finally {
    bitmap?.close();
  }
}

let decodable: Promise<readonly PictureFormat[]> | undefined;

/** The formats that this browser decodes; where it does not say so, all that some browser decodes. */
function decodedHere(): Promise<readonly PictureFormat[]> {
  decodable ??= askBrowser();
  return decodable;
}

async function askBrowser(): Promise<readonly PictureFormat[]> {
  if (!('ImageDecoder' in self)) return alsoDecodes;
  const answers = await Promise.all(alsoDecodes.map((format) => ImageDecoder.isTypeSupported(`image/${format}`)));
  return alsoDecodes.filter((_, index) => answers[index]);
}

/** Undefined if it cannot be decoded: the browser gives no details. */
async function openBitmap({ pieces }: PictureFile): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(new Blob(pieces.map(asBlobPart)), {
      imageOrientation: 'from-image',
      colorSpaceConversion: 'default',
      premultiplyAlpha: 'none',
    });
  } catch {
    return undefined;
  }
}

/** The types of `Blob` exclude shared memory, which the pieces of a received file never are. */
function asBlobPart(piece: Uint8Array): Uint8Array<ArrayBuffer> {
  return piece.buffer instanceof ArrayBuffer
    ? new Uint8Array(piece.buffer, piece.byteOffset, piece.length)
    : piece.slice();
}

/** `willReadFrequently` keeps the canvas in main memory: reading back from a GPU is slower and rounds differently. */
function readPixels(bitmap: ImageBitmap, orientation: Orientation, greyBits: number): DecodedPicture | undefined {
  const { width, height } = uprightSize(bitmap, orientation);
  try {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { colorSpace: 'srgb', willReadFrequently: true });
    if (context === null) return undefined;
    const { a, b, c, d, e, f } = turnOf(orientation, bitmap);
    context.setTransform(a, b, c, d, e, f);
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height, { colorSpace: 'srgb' });
    return { picture: { width, height, data, greyBits }, canvas };
  } catch {
    // `RangeError`: not enough memory on this device for so many pixels.
    return undefined;
  }
}
