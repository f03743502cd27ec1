import type { Picture } from '../../domain/picture';

/** The pixels of a stored photo. Rejects where the browser cannot decode it: its hash was checked, so this is a bug. */
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
