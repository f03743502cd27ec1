import { outOfRange } from '../math/out-of-range';
import type { RgbPlanes } from './resize';

/** ITU-R BT.601 luma of one pixel, in the unit of its channels. */
export function luma601(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/** ITU-R BT.601 luma of each pixel, in the range of the planes. */
export function lumaOf({ width, height, data }: RgbPlanes): Float32Array {
  const length = width * height;
  return Float32Array.from({ length }, (_, at) =>
    luma601(data[at] ?? outOfRange(), data[at + length] ?? outOfRange(), data[at + 2 * length] ?? outOfRange()),
  );
}
