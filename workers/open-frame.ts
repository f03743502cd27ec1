/** The first frame of a picture file, at its size or a smaller one. */
import type { PictureFile } from '../src/engine/picture-file/picture-header';

/** A decoded frame. The caller must close `source`. */
interface OpenedFrame {
  readonly source: ImageBitmap;
  readonly width: number;
  readonly height: number;
  /** See `byDivisor`; otherwise the picture is stretched to this size. */
  readonly isByDivisor: boolean;
}

interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** A decoder that works in another thread. */
export interface OpeningFrame {
  /** Undefined if it cannot be decoded: the browser gives no details. */
  readonly frame: Promise<OpenedFrame | undefined>;
}

/** Starts the decoder. `ImageDecoder` works from then on even if this thread is busy. */
export async function startFrame(file: PictureFile, reduced: FrameSize | undefined): Promise<OpeningFrame> {
  if (reduced === undefined) return { frame: openBitmap(blobOf(file), {}) };
  const decoder = await readyDecoder(file, reduced);
  const resized = { resizeWidth: reduced.width, resizeHeight: reduced.height, resizeQuality: 'high' } as const;
  const openResized = () => openBitmap(blobOf(file), resized);
  if (decoder === undefined) return { frame: openResized() };
  return { frame: openReduced(decoder, reduced).then((frame) => frame ?? openResized()) };
}

/** A decoder that computes only the smaller size and has read the header. Undefined where there is none or it fails. */
async function readyDecoder({ pieces }: PictureFile, { width, height }: FrameSize): Promise<ImageDecoder | undefined> {
  if (!('ImageDecoder' in self)) return undefined;
  try {
    const data = joined(pieces);
    const size = { desiredWidth: width, desiredHeight: height };
    const decoder = new ImageDecoder({
      data,
      transfer: [data],
      type: 'image/jpeg',
      ...size,
      colorSpaceConversion: 'default',
    });
    // Before that, `decode` would begin only when this thread is free again.
    await decoder.tracks.ready;
    return decoder;
  } catch {
    return undefined;
  }
}

async function openReduced(decoder: ImageDecoder, { width, height }: FrameSize): Promise<OpenedFrame | undefined> {
  try {
    const source = await bitmapOf((await decoder.decode()).image);
    const isByDivisor = source.width === width && source.height === height;
    return { source, width: source.width, height: source.height, isByDivisor };
  } catch {
    return undefined;
  } finally {
    decoder.close();
  }
}

/** Chromium 156 keeps the pixels of every video frame that is drawn on a canvas until the worker ends. It frees those of bitmaps. */
async function bitmapOf(frame: VideoFrame): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(frame);
  } finally {
    frame.close();
  }
}

function joined(pieces: readonly Uint8Array[]): ArrayBuffer {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes.buffer;
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

function blobOf({ pieces }: PictureFile): Blob {
  return new Blob(pieces.map(asBlobPart));
}

/** The types of `Blob` exclude shared memory, which the pieces of a received file never are. */
function asBlobPart(piece: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = piece;
  return buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, length) : piece.slice();
}
