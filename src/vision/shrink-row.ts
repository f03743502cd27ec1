/**
 * The triangle filter along one row that shrinks, without a multiplication per pixel.
 *
 * [Note: sums of sums] Between two neighbouring output centres the weights of the left output fall linearly by `1/step` per
 * pixel and those of the right output rise by the same amount. Let `s0 = Σ v` and `s1 = Σ v·(end − j)`, the running sum of `s0`.
 * The left output receives `(s1 + δ·s0) / step` with `δ = nextCentre − 0.5 − end`, the right one `s0` minus that.
 * All sums are whole numbers and therefore exact; each pixel is read once.
 */
import { outOfRange } from '../math/out-of-range';
import type { Axis } from './triangle';

/** Precomputed for one axis that shrinks (`length ≥ count`). */
export interface ShrinkPlan {
  readonly count: number;
  /** Segment `k` is the pixels from `bounds[k]` to `bounds[k + 1]`, between the centres of outputs `k − 1` and `k`. */
  readonly bounds: Int32Array;
  readonly delta: Float64Array;
  readonly step: number;
  /** 1 / sum of the weights of each output. */
  readonly inverse: Float64Array;
}

/** The segments of a shrinking axis. */
export function planShrink({ size, from, length, count }: Axis): ShrinkPlan {
  const step = length / count;
  const bounds = new Int32Array(count + 2);
  const delta = new Float64Array(count + 1);
  for (let k = 0; k <= count + 1; k++) {
    bounds[k] = Math.min(size, Math.max(0, Math.ceil(from + (k - 0.5) * step - 0.5)));
  }
  for (let k = 0; k <= count; k++) delta[k] = from + (k + 0.5) * step - 0.5 - (bounds[k + 1] ?? outOfRange());
  const plan = { count, bounds, delta, step, inverse: new Float64Array(count).fill(1) };
  return { ...plan, inverse: weightSums(plan).map((sum) => 1 / sum) };
}

/**
 * Filters one row of `pixels` (RGBA, little-endian words, from index `offset`) into row `row` of the three planes of `out`
 * (`planeLength` apart, `count` numbers per row). Returns whether every pixel was opaque; if not, the row in `out` is invalid.
 */
export function shrinkOpaqueRow(
  plan: ShrinkPlan,
  pixels: Uint32Array,
  offset: number,
  out: Float32Array,
  row: number,
  planeLength: number,
): boolean {
  const { count, bounds, delta, step, inverse } = plan;
  let carryRed = 0;
  let carryGreen = 0;
  let carryBlue = 0;
  let allBits = -1;
  for (let k = 0; k <= count; k++) {
    const end = offset + (bounds[k + 1] ?? outOfRange());
    let red0 = 0;
    let green0 = 0;
    let blue0 = 0;
    let red1 = 0;
    let green1 = 0;
    let blue1 = 0;
    for (let j = offset + (bounds[k] ?? outOfRange()); j < end; j++) {
      const pixel = pixels[j] ?? outOfRange();
      allBits &= pixel;
      red0 += pixel & 255;
      red1 += red0;
      green0 += (pixel >>> 8) & 255;
      green1 += green0;
      blue0 += (pixel >>> 16) & 255;
      blue1 += blue0;
    }
    const shift = delta[k] ?? outOfRange();
    const leftRed = (red1 + shift * red0) / step;
    const leftGreen = (green1 + shift * green0) / step;
    const leftBlue = (blue1 + shift * blue0) / step;
    if (k > 0) {
      const at = row * count + k - 1;
      const scale = inverse[k - 1] ?? outOfRange();
      out[at] = (carryRed + leftRed) * scale;
      out[at + planeLength] = (carryGreen + leftGreen) * scale;
      out[at + 2 * planeLength] = (carryBlue + leftBlue) * scale;
    }
    carryRed = red0 - leftRed;
    carryGreen = green0 - leftGreen;
    carryBlue = blue0 - leftBlue;
  }
  return allBits >>> 24 === 255;
}

function weightSums({ count, bounds, delta, step }: Omit<ShrinkPlan, 'inverse'>): Float64Array {
  const sums = new Float64Array(count);
  for (let k = 0; k <= count; k++) {
    const pixels = (bounds[k + 1] ?? outOfRange()) - (bounds[k] ?? outOfRange());
    const left = ((pixels * (pixels + 1)) / 2 + (delta[k] ?? outOfRange()) * pixels) / step;
    if (k > 0) sums[k - 1] = (sums[k - 1] ?? outOfRange()) + left;
    if (k < count) sums[k] = pixels - left;
  }
  return sums;
}
