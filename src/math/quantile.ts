import { outOfRange } from './out-of-range';

/** The value at rank `⌊share · (n − 1)⌋` of the rising values: an element, not interpolated. `values` must not be empty. */
export function quantile(values: Float32Array, share: number): number {
  return quantileOfSorted(values.slice().sort(), share);
}

/** The same for values that already rise. */
export function quantileOfSorted(rising: Float32Array, share: number): number {
  return rising[Math.floor(share * (rising.length - 1))] ?? outOfRange();
}
