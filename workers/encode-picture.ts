import type { EncodedPicture } from '../src/inspector/contract';

const mime = 'image/jpeg';

/** Small enough to store thousands, good enough to look at a defect again. Verdicts are never computed from this copy. */
const quality = 0.8;

/** Encodes the picture as a JPEG of at most `longSidePx`, transparent parts over white, without metadata. */
export async function encodePicture(drawn: OffscreenCanvas, longSidePx: number): Promise<EncodedPicture> {
  const shrink = Math.min(1, longSidePx / Math.max(drawn.width, drawn.height));
  const width = Math.max(1, Math.round(drawn.width * shrink));
  const height = Math.max(1, Math.round(drawn.height * shrink));
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
