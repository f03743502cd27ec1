/** Pixels of the live video: small frames for the quality gate, and the photo. */
import type { Picture } from '../../domain/picture';
import { frameLongSidePx } from '../../vision/frame-measures';

/** Quality of the JPEG; the kept copy is encoded again by the worker. */
const jpegQuality = 0.92;

/** A frame with at most `frameLongSidePx` pixels on its long side; undefined before the first frame. */
export function smallFrame(source: HTMLVideoElement | OffscreenCanvas, canvas: OffscreenCanvas): Picture | undefined {
  const { width, height } = sizeOf(source);
  if (width === 0 || height === 0) return undefined;
  const scale = frameLongSidePx / Math.max(width, height);
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = contextOf(canvas, { willReadFrequently: true });
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** The photo and a small frame of the same moment. */
export interface TakenPhoto {
  readonly file: Blob;
  readonly frame: Picture;
}

/**
 * The whole frame that the video shows now, as a JPEG; undefined before the first frame. `ImageCapture.takePhoto` may focus and
 * expose again, takes up to a second, and is missing in two browsers; also, the photo would be another frame than the one that the gate checked.
 */
export async function takePhoto(video: HTMLVideoElement): Promise<TakenPhoto | undefined> {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0 || videoHeight === 0) return undefined;
  const whole = new OffscreenCanvas(videoWidth, videoHeight);
  contextOf(whole).drawImage(video, 0, 0);
  const frame = smallFrame(whole, new OffscreenCanvas(1, 1));
  if (frame === undefined) return undefined;
  return { file: await whole.convertToBlob({ type: 'image/jpeg', quality: jpegQuality }), frame };
}

function sizeOf(source: HTMLVideoElement | OffscreenCanvas): { readonly width: number; readonly height: number } {
  return source instanceof OffscreenCanvas ? source : { width: source.videoWidth, height: source.videoHeight };
}

function contextOf(
  canvas: OffscreenCanvas,
  settings?: CanvasRenderingContext2DSettings,
): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', settings);
  if (context === null) throw new Error('No 2D canvas');
  return context;
}
