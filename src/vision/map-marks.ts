/** The anomalous part of a map for small pictures: colours of the heat map where it reaches the threshold, transparent elsewhere. */
import type { FloatRaster } from '../domain/picture';
import { outOfRange } from '../math/out-of-range';
import { heatColour } from './heat';

const threshold = 0.5;
/** Opacity of the marks, 0–255: the picture under them stays visible. */
const markAlpha = 190;

/** RGBA, the size of the map. */
export function drawMarks({ width, height, data }: FloatRaster): {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
} {
  const marks = new Uint8ClampedArray(width * height * 4);
  for (let cell = 0; cell < width * height; cell++) {
    const value = data[cell] ?? outOfRange();
    if (!(value >= threshold)) continue;
    const { red, green, blue } = heatColour(value);
    marks.set([red, green, blue, markAlpha], 4 * cell);
  }
  return { width, height, data: marks };
}
