import type { Picture } from '../domain/picture';

/** The pixels of a small picture file, such as a thumbnail; undefined where the browser cannot show it. */
export async function readPixels(bytes: ArrayBuffer): Promise<Picture | undefined> {
  try {
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const { width, height } = bitmap;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context?.drawImage(bitmap, 0, 0);
    bitmap.close();
    const pixels = context?.getImageData(0, 0, width, height);
    return pixels && { width, height, data: pixels.data };
  } catch {
    // A `DOMException` without details.
    return undefined;
  }
}
