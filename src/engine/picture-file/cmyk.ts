import { outOfRange } from '../../math/out-of-range';

/** RGBA of the pixels without a profile: each colour is what its ink and black let through. Four bytes per pixel in both. */
export function cmykToRgba(cmyk: Uint8ClampedArray): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(cmyk.length).fill(255);
  for (let at = 0; at < cmyk.length; at += 4) {
    const light = 255 - (cmyk[at + 3] ?? outOfRange());
    for (let channel = 0; channel < 3; channel++) {
      rgba[at + channel] = ((255 - (cmyk[at + channel] ?? outOfRange())) * light) / 255;
    }
  }
  return rgba;
}
