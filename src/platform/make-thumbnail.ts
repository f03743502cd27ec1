/** Long side of a thumbnail at most, px. */
const sidePx = 256;

/** A small JPEG of a picture file. Undefined where the browser cannot show the file: the inspector says what is wrong with it. */
export async function makeThumbnail(bytes: ArrayBuffer): Promise<ArrayBuffer | undefined> {
  try {
    // With a size the browser keeps no bitmap of the whole photo, which has 48 MB.
    const small = await createImageBitmap(new Blob([bytes]), {
      imageOrientation: 'from-image',
      resizeWidth: sidePx,
      resizeQuality: 'medium',
    });
    return await encode(small);
  } catch {
    // A `DOMException` without details.
    return undefined;
  }
}

async function encode(small: ImageBitmap): Promise<ArrayBuffer | undefined> {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: small.width, height: small.height });
  canvas.getContext('2d', { willReadFrequently: true })?.drawImage(small, 0, 0);
  small.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8));
  return blob?.arrayBuffer();
}
