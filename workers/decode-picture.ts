/** Picture files to upright sRGB pixels with the browser's decoders. */
import { originalSizeOf, type Picture, type PictureFault } from '../src/domain/picture';
import { fail, succeed, type Result } from '../src/domain/result';
import { fitLongSide } from '../src/domain/stored-picture';
import {
  byDivisor,
  reducedSize,
  stretched,
  type NeededSize,
  type ReducedSize,
} from '../src/engine/picture-file/decode-scale';
import { checkPictureFile } from '../src/engine/picture-file/check-picture-file';
import type { PictureFormat } from '../src/engine/picture-file/picture-format';
import { greyBitsOf, type PictureFile } from '../src/engine/picture-file/picture-header';
import { readPictureFile } from '../src/engine/picture-file/read-picture-file';
import { turnOf, uprightSize } from '../src/engine/picture-file/upright';
import { startFrame, type OpeningFrame } from './open-frame';

/** The pixels, the canvas with them, and the file. */
export interface DecodedPicture {
  readonly picture: Picture;
  readonly canvas: OffscreenCanvas;
  readonly file: PictureFile;
}

/** Besides those that every host decodes; some browsers do not decode all of them. */
const alsoDecodes: readonly PictureFormat[] = ['bmp', 'tiff', 'heic', 'avif'];

/**
 * Decodes the first frame of a file: orientation applied, colours converted to sRGB. JPEGs are decoded to a smaller size if not all
 * of it is `needed`. Faults: those of `readPictureFile`, `truncated`, `unsupported-format` and `decode-failed`.
 */
export async function decodePicture(
  bytes: ArrayBuffer,
  needed: NeededSize,
): Promise<Result<DecodedPicture, PictureFault>> {
  const file = readPictureFile(new Uint8Array(bytes), { alsoDecodes: await decodedHere() });
  if (!file.ok) return file;
  const { format } = file.value;
  const reduced = reducedSize(file.value, needed);
  const opening = await startFrame(file.value, reduced);
  // The decoder works in another thread meanwhile.
  const dataFault = file.value.dataFault();
  const decoded = await readFrame(file.value, reduced, opening);
  if (dataFault !== undefined) return fail({ kind: dataFault, format });
  return decoded === undefined ? fail({ kind: failureOf(format), format }) : succeed(decoded);
}

/** What is wrong with a file, as far as it shows without decoding it. */
export async function checkFile(bytes: ArrayBuffer): Promise<Result<void, PictureFault>> {
  return checkPictureFile(new Uint8Array(bytes), { alsoDecodes: await decodedHere() });
}

/** Decodes a file that is known to be whole, like `decodePicture`. Undefined if it cannot be decoded. */
export async function decodeFile(file: PictureFile, needed: NeededSize): Promise<DecodedPicture | undefined> {
  const reduced = reducedSize(file, needed);
  return readFrame(file, reduced, await startFrame(file, reduced));
}

/** The decoded picture, decoded again if it is smaller than the photo to keep. If that fails, the smaller one is kept. */
export async function canvasToKeep(
  { picture, canvas, file }: DecodedPicture,
  longSidePx: number,
): Promise<OffscreenCanvas> {
  const original = originalSizeOf(picture);
  const kept = fitLongSide(original, longSidePx);
  if (picture.width >= kept.width && picture.height >= kept.height) return canvas;
  const larger = await decodeFile(file, () => kept);
  return larger?.canvas ?? canvas;
}

async function readFrame(
  file: PictureFile,
  reduced: ReducedSize | undefined,
  opening: OpeningFrame,
): Promise<DecodedPicture | undefined> {
  const frame = await opening.frame;
  if (frame === undefined) return undefined;
  try {
    const { canvas, data } = readPixels(frame.source, frame, file);
    const { width, height } = canvas;
    const reduction = reduced && (frame.isByDivisor ? byDivisor(file, reduced) : stretched(file, canvas));
    const picture = {
      width,
      height,
      data,
      greyBits: greyBitsOf(file.samples),
      ...(reduction && { reduced: reduction }),
    };
    return { picture, canvas, file };
  } catch {
    // `RangeError`: not enough memory on this device for so many pixels.
    return undefined;
  } finally {
    frame.source.close();
  }
}

/** Where the browser does not list the formats that it decodes, a failed file in a format that not all browsers decode counts as unsupported. */
function failureOf(format: PictureFormat): 'unsupported-format' | 'decode-failed' {
  return saysWhatItDecodes() || !alsoDecodes.includes(format) ? 'decode-failed' : 'unsupported-format';
}

function saysWhatItDecodes(): boolean {
  return 'ImageDecoder' in self;
}

let decodable: Promise<readonly PictureFormat[]> | undefined;

/** The formats that this browser decodes; where it does not say so, all that some browser decodes. */
function decodedHere(): Promise<readonly PictureFormat[]> {
  decodable ??= askBrowser();
  return decodable;
}

async function askBrowser(): Promise<readonly PictureFormat[]> {
  if (!saysWhatItDecodes()) return alsoDecodes;
  const answers = await Promise.all(alsoDecodes.map((format) => ImageDecoder.isTypeSupported(`image/${format}`)));
  return alsoDecodes.filter((_, index) => answers[index]);
}

/** `willReadFrequently` keeps the canvas in main memory: reading back from a GPU is slower and rounds differently. */
function readPixels(
  source: CanvasImageSource,
  stored: { readonly width: number; readonly height: number },
  { orientation }: PictureFile,
): { readonly canvas: OffscreenCanvas; readonly data: Uint8ClampedArray } {
  const { width, height } = uprightSize(stored, orientation);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { colorSpace: 'srgb', willReadFrequently: true });
  if (context === null) throw new Error('this browser has no 2D canvas in workers');
  const { a, b, c, d, e, f } = turnOf(orientation, stored);
  context.setTransform(a, b, c, d, e, f);
  context.drawImage(source, 0, 0);
  return { canvas, data: context.getImageData(0, 0, width, height, { colorSpace: 'srgb' }).data };
}
