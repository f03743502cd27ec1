import type { Picture } from '../../domain/picture';

/** The pixels of a kept photo. Rejects where the browser cannot open it, which a hash check has made a bug. */
export async function decodePhoto(photo: { readonly bytes: ArrayBuffer; readonly mime: string }): Promise<Picture> {
  const bitmap = await createImageBitmap(new Blob([photo.bytes], { type: photo.mime }));
  try {
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('No 2D canvas');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}
