/** Numbers that say whether a picture shows anything. All are taken of the picture at the size of the network's input. */
import { outOfRange } from '../math/out-of-range';
import { quantileOfSorted } from '../math/quantile';
import { lumaOf } from './luma';
import type { RgbPlanes } from './resize';

/** The difference between two quantiles, 0–255, in the channel where it is largest: colours of one luma differ too. */
export function contrastOf(
  { width, height, data }: RgbPlanes,
  { low, high }: { readonly low: number; readonly high: number },
): number {
  const length = width * height;
  const ranges = [0, 1, 2].map((plane) => {
    const rising = data.slice(plane * length, (plane + 1) * length).sort();
    return quantileOfSorted(rising, high) - quantileOfSorted(rising, low);
  });
  return Math.max(...ranges);
}

interface SharpnessRule {
  /** The quantile of the steps. */
  readonly quantile: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A quantile of the steps (the larger luma difference of a pixel to its right and its lower neighbour), divided by the contrast;
 * 0 for a flat picture.
 */
export function sharpnessOf(planes: RgbPlanes, { quantile, low, high }: SharpnessRule): number {
  const luma = lumaOf(planes);
  const steps = stepsOf(luma, planes.width).sort();
  luma.sort();
  const contrast = quantileOfSorted(luma, high) - quantileOfSorted(luma, low);
  return contrast === 0 ? 0 : quantileOfSorted(steps, quantile) / contrast;
}

/** The last column has no right neighbour, the last row no lower one. */
function stepsOf(luma: Float32Array, width: number): Float32Array {
  return luma.map((value, at) => {
    const right = (at + 1) % width === 0 ? value : (luma[at + 1] ?? outOfRange());
    const below = at + width < luma.length ? (luma[at + width] ?? outOfRange()) : value;
    return Math.max(Math.abs(right - value), Math.abs(below - value));
  });
}
