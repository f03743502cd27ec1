import type { EncodedPicture } from '../src/inspector/contract';

const mime = 'image/jpeg';

/** Small enough to store thousands, good enough to look at a defect again. Verdicts are never computed from this copy. */
const quality = 0.8;

interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The size with at most `longSidePx`, in the same proportions. */
export function fitLongSide({ width, height }: PictureSize, longSidePx: number): PictureSize {
  const shrink = Math.min(1, longSidePx / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * shrink)), height: Math.max(1, Math.round(height * shrink)) };
}

/** Encodes the picture as a JPEG of at most `longSidePx`, transparent parts over white, without metadata. */
export async function encodePicture(drawn: OffscreenCanvas, longSidePx: number): Promise<EncodedPicture> {
  const { width, height } = fitLongSide(drawn, longSidePx);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { colorSpace: 'srgb', alpha: false });
  if (context === null) throw new Error('this browser has no 2D canvas in workers');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(drawn, 0, 0, width, height);
  const blob = await canvas.convertToBlob({ type: mime, quality });
  return { bytes: await blob.arrayBuffer(), mime: blob.type, width, height };
}
