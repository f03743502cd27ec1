/** GIF, BMP, HEIC and AVIF files. The package `image-size` reads their sizes. */
import { BMP } from 'image-size/types/bmp';
import { GIF } from 'image-size/types/gif';
import { HEIF } from 'image-size/types/heif';
import type { IImage, ISize } from 'image-size/types/interface';
import { CutOff, Malformed } from './parse-failure';
import { colour8, type PictureFile, type SampleLayout } from './picture-header';
import type { PictureFormat } from './picture-format';

/** Throws `CutOff`, `Malformed`. */
export function readGifFile(bytes: Uint8Array): PictureFile {
  const endAt = gifFrameEnd(bytes);
  if (bytes.lastIndexOf(0x3b) < endAt) throw new CutOff('no end');
  return plainFile(bytes, 'gif', sizeBy(GIF, bytes), { ...colour8, colour: 'palette' });
}

/** Throws `CutOff`, `Malformed`. */
export function readBmpFile(bytes: Uint8Array): PictureFile {
  if (bytes.length < 30) throw new CutOff('no header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < view.getUint32(2, true)) throw new CutOff('the file is shorter than it says');
  const bits = view.getUint16(28, true);
  return plainFile(bytes, 'bmp', sizeBy(BMP, bytes), { ...colour8, colour: bits <= 8 ? 'palette' : 'colour' });
}

/** HEIC and AVIF. The decoders apply the orientation, which is a part of the picture there. Throws `CutOff`, `Malformed`. */
export function readIsoFile(bytes: Uint8Array, format: 'heic' | 'avif'): PictureFile {
  expectWholeBoxes(bytes);
  return plainFile(bytes, format, sizeBy(HEIF, bytes), colour8);
}

function plainFile(
  bytes: Uint8Array,
  format: PictureFormat,
  { width: widthPx, height: heightPx }: ISize,
  samples: SampleLayout,
): PictureFile {
  if (widthPx === 0 || heightPx === 0) throw new Malformed('a picture without pixels');
  return { format, widthPx, heightPx, orientation: 1, samples, pieces: [bytes], dataFault: () => undefined };
}

/** The size of the largest picture in the file. */
function sizeBy(reader: IImage, bytes: Uint8Array): ISize {
  try {
    const size = reader.calculate(bytes);
    const pixels = (each: ISize): number => each.width * each.height;
    return (size.images ?? [size]).reduce((largest, each) => (pixels(each) > pixels(largest) ? each : largest));
  } catch {
    // The package describes its internals; the fact is that there is no size.
    throw new Malformed('no size');
  }
}

/** Where the first frame ends. Source: GIF89a, sections 17 to 27. */
function gifFrameEnd(bytes: Uint8Array): number {
  const byte = (at: number): number => bytes[at] ?? cutOff();
  const tableBytes = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1));
  let at = 13 + tableBytes(byte(10));
  while (byte(at) === 0x21) at = gifBlocksEnd(bytes, at + 2);
  if (byte(at) !== 0x2c) throw new Malformed('no frame');
  return gifBlocksEnd(bytes, at + 11 + tableBytes(byte(at + 9)));
}

/** The end of a row of sub-blocks, each with its length in front, the last with length 0. */
function gifBlocksEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let length = bytes[at] ?? cutOff(); length !== 0; length = bytes[at] ?? cutOff()) at += length + 1;
  return at + 1;
}

function cutOff(): never {
  throw new CutOff('the file ends in a block');
}

/** Throws if a box of the file ends after the file. Source: ISO/IEC 14496-12, 4.2. */
function expectWholeBoxes(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length;) {
    if (at + 16 > bytes.length) return;
    const length = view.getUint32(at);
    const boxBytes = length === 1 ? Number(view.getBigUint64(at + 8)) : length;
    // The last box may extend to the end of the file.
    if (boxBytes === 0) return;
    if (boxBytes < 8) throw new Malformed('a box shorter than its header');
    if (at + boxBytes > bytes.length) throw new CutOff('a box ends after the end of the file');
    at += boxBytes;
  }
}
