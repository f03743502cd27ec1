/** Numbers that say whether a picture shows anything. All are taken of the picture at the size of the network's input. */
import { outOfRange } from '../math/out-of-range';
import { quantiles } from '../math/quantile';
import { lumaOf } from './luma';
import type { RgbPlanes } from './resize';

/** The difference between two quantiles, 0–255, in the channel where it is largest: colours of one luma differ too. */
export function contrastOf(
  { width, height, data }: RgbPlanes,
  { low, high }: { readonly low: number; readonly high: number },
): number {
  const length = width * height;
  const ranges = [0, 1, 2].map((plane) => {
    const values = data.slice(plane * length, (plane + 1) * length);
    return rangeOf(values, { low, high });
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
  const [step = outOfRange()] = quantiles(stepsOf(luma, planes.width), [quantile]);
  const contrast = rangeOf(luma, { low, high });
  return contrast === 0 ? 0 : step / contrast;
}

/** Reorders `values`. */
function rangeOf(values: Float32Array, { low, high }: Pick<SharpnessRule, 'low' | 'high'>): number {
  const [from = outOfRange(), to = outOfRange()] = quantiles(values, [low, high]);
  return to - from;
}

/** The last column has no right neighbour, the last row no lower one. */
function stepsOf(luma: Float32Array, width: number): Float32Array {
  return luma.map((value, at) => {
    const right = (at + 1) % width === 0 ? value : (luma[at + 1] ?? outOfRange());
    const below = at + width < luma.length ? (luma[at + width] ?? outOfRange()) : value;
    return Math.max(Math.abs(right - value), Math.abs(below - value));
  });
}
