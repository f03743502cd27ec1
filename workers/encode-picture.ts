import { fitLongSide, jpegQuality, type EncodedPicture } from '../src/domain/stored-picture';

const mime = 'image/jpeg';

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
  const blob = await canvas.convertToBlob({ type: mime, quality: jpegQuality });
  return { bytes: await blob.arrayBuffer(), mime: blob.type, width, height };
}
