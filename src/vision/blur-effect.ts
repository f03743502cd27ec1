import type { FloatRaster } from '../domain/picture';
import { outOfRange } from '../math/out-of-range';
import type { Extent } from './fit';

/** Length of the averaging window, px: 11 in the paper, for pictures at least twice as wide as our frames. */
const windowPx = 7;

/**
 * How blurred `luma` is inside `extent`, 0 (sharp) to 1. The picture is blurred again along each axis: a sharp one loses most of
 * its differences between neighbours, a blurred one almost none. Independent of light and contrast; 1 for a flat picture.
 * Source: F. Crété, T. Dolmière, P. Ladret, M. Nicolas, "The blur effect", SPIE 6492, 2007.
 */
export function blurEffect(luma: FloatRaster, extent: Extent): number {
  return Math.max(axisBlur(luma, extent, { line: luma.width, step: 1 }), axisBlur(luma, turned(extent), down(luma)));
}

/** How far two neighbouring lines, and two neighbours in a line, are apart in the raster. */
interface Axis {
  readonly line: number;
  readonly step: number;
}

function down({ width }: FloatRaster): Axis {
  return { line: 1, step: width };
}

function turned({ x, y, width, height }: Extent): Extent {
  return { x: y, y: x, width: height, height: width };
}

function axisBlur({ data }: FloatRaster, extent: Extent, { line, step }: Axis): number {
  const values = new Float32Array(extent.width);
  const smooth = new Float32Array(extent.width);
  let before = 0;
  let lost = 0;
  for (let y = extent.y; y < extent.y + extent.height; y++) {
    for (let x = 0; x < extent.width; x++) values[x] = data[y * line + (extent.x + x) * step] ?? outOfRange();
    average(values, smooth);
    for (let x = 1; x < extent.width; x++) {
      const sharp = difference(values, x);
      before += sharp;
      lost += Math.max(0, sharp - difference(smooth, x));
    }
  }
  return before === 0 ? 1 : (before - lost) / before;
}

function difference(values: Float32Array, at: number): number {
  return Math.abs((values[at] ?? outOfRange()) - (values[at - 1] ?? outOfRange()));
}

/** The running mean over `windowPx` values, fewer at the ends. */
function average(values: Float32Array, into: Float32Array): void {
  const reach = (windowPx - 1) / 2;
  let sum = 0;
  let count = 0;
  for (let at = 0; at < values.length + reach; at++) {
    if (at < values.length) {
      sum += values[at] ?? outOfRange();
      count += 1;
    }
    if (at >= windowPx) {
      sum -= values[at - windowPx] ?? outOfRange();
      count -= 1;
    }
    if (at >= reach) into[at - reach] = sum / count;
  }
}
