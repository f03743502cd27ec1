/** From the network's input back to the original picture. */
import type { FloatRaster, MaskRaster, PixelRect } from '../domain/picture';
import { sampleAt } from '../math/bilinear';
import { outOfRange } from '../math/out-of-range';
import type { Extent, FitPlan, Size } from './fit';

/** Limit for the longer side of a raster over a picture of which the network's input covers only a part. */
const maxRasterSide = 512;

/** Converts `bounds` (px of the network's input) to whole pixels of the original picture, inside it, at least 1 × 1. */
export function toPictureRect(bounds: Extent, plan: FitPlan, picture: Size): PixelRect {
  const { source, target } = plan;
  const scaleX = source.width / target.width;
  const scaleY = source.height / target.height;
  const across = { from: source.x + (bounds.x - target.x) * scaleX, extent: bounds.width * scaleX };
  const down = { from: source.y + (bounds.y - target.y) * scaleY, extent: bounds.height * scaleY };
  const { from: x, extent: width } = wholeSpan(across, picture.width);
  const { from: y, extent: height } = wholeSpan(down, picture.height);
  return { x, y, width, height };
}

/**
 * Converts a raster over the network's input to one over the whole original picture, bilinearly; 0 outside the network's input.
 * Returns `raster` itself if the input is exactly the picture.
 */
export function toPictureRaster(raster: FloatRaster, input: Size, plan: FitPlan, picture: Size): FloatRaster {
  if (isExactlyPicture(plan, input, picture)) return raster;
  const size = rasterSize(raster, input, plan, picture);
  const data = new Float32Array(size.width * size.height);
  forEachCell(size, picture, plan, (cell, x, y) => {
    data[cell] = sampleAt(raster, (x * raster.width) / input.width, (y * raster.height) / input.height);
  });
  return { ...size, data };
}

/** Converts a mask at the network's input size to one over the whole original picture, by the nearest cell. */
export function toPictureMask(mask: MaskRaster, plan: FitPlan, picture: Size): MaskRaster {
  if (isExactlyPicture(plan, mask, picture)) return mask;
  const size = rasterSize(mask, mask, plan, picture);
  const data = new Uint8Array(size.width * size.height);
  forEachCell(size, picture, plan, (cell, x, y) => {
    const column = Math.min(mask.width - 1, Math.floor(x));
    data[cell] = mask.data[Math.min(mask.height - 1, Math.floor(y)) * mask.width + column] ?? outOfRange();
  });
  return { ...size, data };
}

interface Span {
  readonly from: number;
  readonly extent: number;
}

/** Tolerance for the rounding error of `source + n × scale`, far below a pixel. */
const slackPx = 1e-6;

function wholeSpan({ from, extent }: Span, limit: number): Span {
  const first = Math.min(limit - 1, Math.max(0, Math.floor(from + slackPx)));
  const end = Math.min(limit, Math.max(first + 1, Math.ceil(from + extent - slackPx)));
  return { from: first, extent: end - first };
}

function isExactlyPicture({ source, target }: FitPlan, input: Size, picture: Size): boolean {
  const isWholePicture = source.width === picture.width && source.height === picture.height;
  return isWholePicture && target.width === input.width && target.height === input.height;
}

/** The same number of cells per pixel of the picture as `raster` has, within the limit. */
function rasterSize(raster: Size, input: Size, { source, target }: FitPlan, picture: Size): Size {
  const width = (((raster.width * target.width) / input.width) * picture.width) / source.width;
  const height = (((raster.height * target.height) / input.height) * picture.height) / source.height;
  const shrink = Math.min(1, maxRasterSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * shrink)), height: Math.max(1, Math.round(height * shrink)) };
}

/** Calls `visit` for each cell whose centre lies in the network's input, with its position there in px. */
function forEachCell(
  size: Size,
  picture: Size,
  { source, target }: FitPlan,
  visit: (cell: number, x: number, y: number) => void,
): void {
  for (let v = 0; v < size.height; v++) {
    const down = (((v + 0.5) * picture.height) / size.height - source.y) / source.height;
    if (down < 0 || down >= 1) continue;
    for (let u = 0; u < size.width; u++) {
      const across = (((u + 0.5) * picture.width) / size.width - source.x) / source.width;
      if (across < 0 || across >= 1) continue;
      visit(v * size.width + u, target.x + across * target.width, target.y + down * target.height);
    }
  }
}
