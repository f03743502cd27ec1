import type { Picture } from '../domain/picture';
import { blurEffect } from './blur-effect';
import { lumaOf } from './luma';
import { resizeToPlanes } from './resize';

/** Long side at which blur is measured, px: as in the viewfinder. A smaller picture is not enlarged. */
const longSidePx = 256;

/** How blurred the whole picture is, 0 (sharp) to 1: see `blurEffect`. */
export function pictureBlur(picture: Picture): number {
  const part = picture.reduced?.part ?? { x: 0, y: 0, width: picture.width, height: picture.height };
  const share = Math.min(1, longSidePx / Math.max(part.width, part.height));
  const size = {
    width: Math.max(1, Math.round(part.width * share)),
    height: Math.max(1, Math.round(part.height * share)),
  };
  const planes = resizeToPlanes(picture, part, size);
  return blurEffect({ ...size, data: lumaOf(planes) }, { x: 0, y: 0, ...size });
}
