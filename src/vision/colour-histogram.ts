/** The colours of a picture as a histogram, and the value of a linear rule over them. Source: `models/README.md`. */
import { outOfRange } from '../math/out-of-range';
import type { RgbPlanes } from './resize';

/** Half sextants of the hue. */
const hueBins = 12;
/** Saturation, `(max − min) / max`, at which the second and the third bin begin. */
const saturationSteps = [0.5, 0.85] as const;
/** The largest channel at which a colour counts as light. */
const lightFrom = 128;
const colourBins = hueBins * 3 * 2;
const greyBins = 4;

/** Bins of `colourHistogram`. */
export const histogramBins = colourBins + greyBins;

/**
 * The square root of the share of the pixels in each bin. A pixel whose largest and smallest channel differ by less than `chroma`
 * is grey: a quarter of the range of its largest channel. The others are in bins of hue, saturation and lightness, in this order.
 */
function colourHistogram({ width, height, data }: RgbPlanes, chroma: number): Float64Array {
  const length = width * height;
  const counts = new Float64Array(histogramBins);
  for (let at = 0; at < length; at++) {
    const bin = binOf(
      data[at] ?? outOfRange(),
      data[at + length] ?? outOfRange(),
      data[at + 2 * length] ?? outOfRange(),
      chroma,
    );
    counts[bin] = (counts[bin] ?? outOfRange()) + 1;
  }
  return counts.map((count) => Math.sqrt(count / length));
}

/** The share of the pixels whose largest and smallest channel differ by at least `chroma`. */
export function colouredShare(planes: RgbPlanes, chroma: number): number {
  const histogram = colourHistogram(planes, chroma);
  return histogram.subarray(0, colourBins).reduce((sum, root) => sum + root * root, 0);
}

interface ColourRule {
  readonly chroma: number;
  /** One per bin. */
  readonly weights: readonly number[];
  readonly bias: number;
}

/** `bias` and the weighted sum of the histogram. */
export function colourScore(planes: RgbPlanes, { chroma, weights, bias }: ColourRule): number {
  const histogram = colourHistogram(planes, chroma);
  return weights.reduce((sum, weight, bin) => sum + weight * (histogram[bin] ?? outOfRange()), bias);
}

function binOf(red: number, green: number, blue: number, chroma: number): number {
  const top = Math.max(red, green, blue);
  const range = top - Math.min(red, green, blue);
  if (range < chroma) return colourBins + Math.min(greyBins - 1, Math.floor(top / 64));
  const hue = Math.min(hueBins - 1, Math.floor(2 * sextant(red, green, blue, top, range)));
  const saturation = saturationSteps.filter((step) => range / top >= step).length;
  return (hue * 3 + saturation) * 2 + (top >= lightFrom ? 1 : 0);
}

/** The hue, 0–6 from red over green and blue. */
function sextant(red: number, green: number, blue: number, top: number, range: number): number {
  if (top === red) return ((green - blue) / range + 6) % 6;
  return top === green ? (blue - red) / range + 2 : (red - green) / range + 4;
}
