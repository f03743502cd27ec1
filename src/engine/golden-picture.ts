import { goldenLongSidePx, type GoldenPicture } from '../domain/golden-picture';
import type { Picture } from '../domain/picture';
import { outOfRange } from '../math/out-of-range';
import { resizeToPlanes } from '../vision/resize';

/** The picture with its longer side at most `goldenLongSidePx`; a smaller one keeps its pixels. */
export function toGoldenPicture(picture: Picture): GoldenPicture {
  const { width, height } = picture;
  const shrink = Math.min(1, goldenLongSidePx / Math.max(width, height));
  const size = { width: Math.max(1, Math.round(width * shrink)), height: Math.max(1, Math.round(height * shrink)) };
  const { data } = resizeToPlanes(picture, { x: 0, y: 0, width, height }, size);
  const pixels = size.width * size.height;
  const rgb = Uint8Array.from({ length: 3 * pixels }, (_, at) =>
    Math.round(data[(at % 3) * pixels + Math.floor(at / 3)] ?? outOfRange()),
  );
  return { widthPx: size.width, heightPx: size.height, rgb };
}
