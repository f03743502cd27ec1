/** The first frame of a picture file, at its size or a smaller one. */
import type { PictureFile } from '../src/engine/picture-file/picture-header';

/** A decoded frame. The caller must close `source`. */
export interface OpenedFrame {
  readonly source: ImageBitmap | VideoFrame;
  readonly width: number;
  readonly height: number;
  /** See `byDivisor`; otherwise the picture is stretched to this size. */
  readonly isByDivisor: boolean;
}

interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** Undefined if it cannot be decoded: the browser gives no details. */
export async function openFrame(file: PictureFile, reduced: FrameSize | undefined): Promise<OpenedFrame | undefined> {
  const bytes = new Blob(file.pieces.map(asBlobPart));
  if (reduced === undefined) return openBitmap(bytes, {});
  return (
    (await openReduced(bytes, reduced)) ??
    openBitmap(bytes, { resizeWidth: reduced.width, resizeHeight: reduced.height, resizeQuality: 'high' })
  );
}

/** With a decoder that computes only the smaller size. Undefined where there is none or it fails. */
async function openReduced(bytes: Blob, { width, height }: FrameSize): Promise<OpenedFrame | undefined> {
  if (!('ImageDecoder' in self)) return undefined;
  try {
    const decoder = new ImageDecoder({
      data: await bytes.arrayBuffer(),
      type: 'image/jpeg',
      desiredWidth: width,
      desiredHeight: height,
      colorSpaceConversion: 'default',
    });
    try {
      const { image } = await decoder.decode();
      const { displayWidth, displayHeight } = image;
      const isByDivisor = displayWidth === width && displayHeight === height;
      return { source: image, width: displayWidth, height: displayHeight, isByDivisor };
    } finally {
      decoder.close();
    }
  } catch {
    return undefined;
  }
}

/** HEIC and AVIF are turned by the decoder; nothing else contains an orientation any more. */
async function openBitmap(bytes: Blob, size: ImageBitmapOptions): Promise<OpenedFrame | undefined> {
  try {
    const source = await createImageBitmap(bytes, {
      imageOrientation: 'from-image',
      colorSpaceConversion: 'default',
      premultiplyAlpha: 'none',
      ...size,
    });
    return { source, width: source.width, height: source.height, isByDivisor: false };
  } catch {
    return undefined;
  }
}

/** The types of `Blob` exclude shared memory, which the pieces of a received file never are. */
function asBlobPart(piece: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = piece;
  return buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, length) : piece.slice();
}
