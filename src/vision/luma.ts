import { outOfRange } from '../math/out-of-range';
import type { RgbPlanes } from './resize';

/** ITU-R BT.601 luma of each pixel, in the range of the planes. */
export function lumaOf({ width, height, data }: RgbPlanes): Float32Array {
  const length = width * height;
  return Float32Array.from({ length }, (_, at) => {
    const red = data[at] ?? outOfRange();
    const green = data[at + length] ?? outOfRange();
    const blue = data[at + 2 * length] ?? outOfRange();
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  });
}
