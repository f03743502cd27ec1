/** A picture as PNG; undefined where the browser cannot decode it. */
export async function toPng(bytes: Uint8Array, mime: string): Promise<Uint8Array | undefined> {
  const image = await openImage(new Blob([new Uint8Array(bytes)], { type: mime }));
  if (image === undefined) return undefined;
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  image.close();
  const png = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await png.arrayBuffer());
}

/** Undefined for a file that is no picture, or whose format this browser lacks (`InvalidStateError`). */
export function openImage(file: Blob): Promise<ImageBitmap | undefined> {
  return createImageBitmap(file).catch(() => undefined);
}
