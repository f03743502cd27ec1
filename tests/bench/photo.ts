/** A rendered 12-megapixel photo, the same at every run: what a phone sends. */
import sharp from 'sharp';

/** JPEG bytes of a 4000 × 3000 scene with soft gradients and sensor-like grain, quality 90, 4:2:0. */
export async function renderPhoto(): Promise<Buffer> {
  const width = 4000;
  const height = 3000;
  const pixels = new Uint8Array(width * height * 3);
  let grain = 12345;
  for (let at = 0; at < pixels.length; at += 3) {
    const pixel = at / 3;
    const x = pixel % width;
    const y = (pixel - x) / width;
    grain = (Math.imul(grain, 1_103_515_245) + 12_345) >>> 0;
    const light = 120 + 60 * Math.sin(x / 310) * Math.cos(y / 270) + (grain >>> 28);
    pixels.set([light + 20, light, light - 30], at);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}
