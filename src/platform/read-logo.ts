import { openImage } from './to-png';

/** Long side of a kept logo, px: sharp at 5 cm in print, and small enough for the preferences. */
const longSidePx = 480;

/** A picture file as a small PNG in a data address; undefined where the browser cannot show the file. */
export async function readLogo(file: Blob): Promise<string | undefined> {
  const image = await openImage(file);
  if (image === undefined) return undefined;
  const scale = Math.min(1, longSidePx / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return canvas.toDataURL('image/png');
}
