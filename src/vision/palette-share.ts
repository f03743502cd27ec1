/** How much of a picture has colours, and how many of these belong to the palette of a thermal camera. */
import { outOfRange } from '../math/out-of-range';
import type { RgbPlanes } from './resize';

type Colour = readonly [red: number, green: number, blue: number];

/** The share of the pixels whose largest and smallest channel differ by at least `chroma`. */
export function colouredShare(planes: RgbPlanes, chroma: number): number {
  return coloursOf(planes, chroma).length / (planes.width * planes.height);
}

interface PaletteRule {
  readonly chroma: number;
  readonly reach: number;
  readonly palettes: readonly (readonly Colour[])[];
}

/** The largest share, over the palettes, of the coloured pixels that are within `reach` of a colour of the palette. 0 without any. */
export function paletteShare(planes: RgbPlanes, { chroma, reach, palettes }: PaletteRule): number {
  const colours = coloursOf(planes, chroma);
  if (colours.length === 0) return 0;
  const isNear = (palette: readonly Colour[]) => (colour: Colour) =>
    palette.some((entry) => squaredDistance(colour, entry) <= reach * reach);
  return Math.max(...palettes.map((palette) => colours.filter(isNear(palette)).length / colours.length));
}

/** The pixels with colour. */
function coloursOf({ width, height, data }: RgbPlanes, chroma: number): readonly Colour[] {
  const length = width * height;
  const colours: Colour[] = [];
  for (let at = 0; at < length; at++) {
    const red = data[at] ?? outOfRange();
    const green = data[at + length] ?? outOfRange();
    const blue = data[at + 2 * length] ?? outOfRange();
    if (Math.max(red, green, blue) - Math.min(red, green, blue) >= chroma) colours.push([red, green, blue]);
  }
  return colours;
}

function squaredDistance([red, green, blue]: Colour, [otherRed, otherGreen, otherBlue]: Colour): number {
  return (red - otherRed) ** 2 + (green - otherGreen) ** 2 + (blue - otherBlue) ** 2;
}
