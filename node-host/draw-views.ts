/** The four views of a result as PNG files. */
import sharp from 'sharp';
import type { VerdictWithRasters } from '../src/domain/inspection';
import type { Picture } from '../src/domain/picture';
import { renderBounded, renderFiltered, renderMask, renderOverlay } from '../src/vision/views';

/** Names of the views in the legacy API. */
export const viewNames = ['mask', 'overlay', 'filtered', 'bounded'] as const;

export type ViewName = (typeof viewNames)[number];

const renderers: Readonly<Record<ViewName, (picture: Picture, inspected: VerdictWithRasters) => Picture>> = {
  mask: renderMask,
  overlay: renderOverlay,
  filtered: renderFiltered,
  bounded: renderBounded,
};

/** The view as a PNG of the picture's size. `caption` is written to its Exif description. */
export async function drawView(
  view: ViewName,
  picture: Picture,
  inspected: VerdictWithRasters,
  caption?: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, data } = renderers[view](picture, inspected);
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const plain = sharp(pixels, { raw: { width, height, channels: 4 } }).removeAlpha();
  const captioned = caption === undefined ? plain : plain.withExif({ IFD0: { ImageDescription: caption } });
  return new Uint8Array(await captioned.png({ compressionLevel: 3 }).toBuffer());
}

/** The picture, or a smaller copy of at most `limitPixels`: at full size, views of a phone photo take seconds. */
export async function withinPixels(picture: Picture, limitPixels: number): Promise<Picture> {
  const { width, height, data } = picture;
  if (width * height <= limitPixels) return picture;
  const size = sizeWithinPixels(picture, limitPixels);
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const smaller = await sharp(pixels, { raw: { width, height, channels: 4 } })
    .resize({ ...size, fit: 'fill' })
    .raw()
    .toBuffer();
  return { ...size, data: new Uint8ClampedArray(smaller.buffer, smaller.byteOffset, smaller.byteLength) };
}

interface ViewSize {
  readonly width: number;
  readonly height: number;
}

/** The largest size of at most `limitPixels` in the same proportions, never enlarged. */
export function sizeWithinPixels({ width, height }: ViewSize, limitPixels: number): ViewSize {
  const shrink = Math.min(1, Math.sqrt(limitPixels / (width * height)));
  return { width: Math.max(1, Math.floor(width * shrink)), height: Math.max(1, Math.floor(height * shrink)) };
}
