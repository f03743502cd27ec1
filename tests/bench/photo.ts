/** Photos of 12 megapixels. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** The app's sample with defects: their number decides how much of the memory bank is searched. */
const sampleOf: Readonly<Record<string, string>> = {
  'rubber-sheet': 'public/samples/rubber-2.jpg',
  'transformer-thermal': 'public/samples/thermal-2.jpg',
};
const [width, height] = [4000, 3000];
const grainSteps = 16;

/** JPEG bytes of 4000 × 3000 pixels: the pack's sample enlarged, with sensor-like grain, quality 90, 4:2:0. */
export async function enlargedSample(packId: string): Promise<Buffer> {
  const sample = sharp(sampleOf[packId] ?? 'public/samples/rubber-2.jpg').resize(width, height, { fit: 'fill' });
  const pixels = await sample.removeAlpha().raw().toBuffer();
  let grain = 12345;
  for (let at = 0; at < pixels.length; at += 1) {
    grain = (Math.imul(grain, 1_103_515_245) + 12_345) >>> 0;
    pixels[at] = Math.min(255, (pixels[at] ?? 0) + ((grain >>> 16) % grainSteps));
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** JPEG files of one surface, each photographed elsewhere on it; the same at every run. */
export async function writeScenePhotos(folder: string, count: number): Promise<readonly string[]> {
  const scene = sharp(seededNoise(width * height * 3), { raw: { width, height, channels: 3 } });
  const pixels = await scene.blur(1.2).raw().toBuffer();
  const paths: string[] = [];
  for (let at = 0; at < count; at++) {
    const line = Math.floor((at * height) / count) * width * 3;
    const moved = Buffer.concat([pixels.subarray(line), pixels.subarray(0, line)]);
    const path = join(folder, `photo-${at + 1}.jpg`);
    writeFileSync(
      path,
      await sharp(moved, { raw: { width, height, channels: 3 } })
        .jpeg({ quality: 88 })
        .toBuffer(),
    );
    paths.push(path);
  }
  return paths;
}

/** Bytes around 128 with a deviation of 18: nearly normal, as a sum of four even numbers. */
function seededNoise(length: number): Buffer {
  const noise = Buffer.alloc(length);
  // Four even numbers of width 1 have a deviation of 0.58 together.
  const scale = 31;
  let state = 1;
  for (let at = 0; at < length; at++) {
    let sum = 0;
    for (let part = 0; part < 4; part++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      sum += (state >>> 8) / 2 ** 24 - 0.5;
    }
    noise[at] = Math.round(128 + sum * scale);
  }
  return noise;
}
