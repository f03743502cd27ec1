import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { decodePicture } from '../../../node-host/decode-picture';
import type { Picture } from '../../../src/domain/picture';
import { writeGoodPictures, writeOrientations } from './pictures';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fieldgrade-'));
  await writeGoodPictures(folder);
});

test('CLI-8 every kind of picture is decoded to the colours of the scene', async () => {
  for (const name of ['plain.jpg', 'sixteen-bit.png', 'palette.png', 'animated.webp', 'picture.avif']) {
    const picture = await decoded(name);
    expect([name, picture.width, picture.height]).toEqual([name, 90, 60]);
    expectNear(pixelAt(picture, 10, 8), [255, 208, 96, 255], 12);
    expectNear(pixelAt(picture, 70, 50), [51, 68, 102, 255], 12);
  }
});

test('CLI-8 CMYK is converted to the colours of the print', async () => {
  const picture = await decoded('cmyk.jpg');
  const [red = 0, , blue = 0] = pixelAt(picture, 10, 8);
  expect(red - blue).toBeGreaterThan(80);
  expectNear(pixelAt(picture, 70, 50), [51, 68, 102, 255], 40);
});

test('CLI-8 grey has three equal channels', async () => {
  const [red, green, blue, alpha] = pixelAt(await decoded('grey.png'), 10, 8);
  expect([green, blue, alpha]).toEqual([red, red, 255]);
});

test('CLI-8 alpha is kept; the engine composes it over white', async () => {
  expect(pixelAt(await decoded('alpha.png'), 10, 8)).toEqual([255, 208, 96, 127]);
  expect(pixelAt(await decoded('grey-alpha.png'), 10, 8)[3]).toBe(127);
});

test('CLI-8 a picture of a single pixel is decoded', async () => {
  expect(await decoded('one-pixel.png')).toMatchObject({ width: 1, height: 1 });
});

test('CLI-8 each of the 8 EXIF orientations shows the same upright scene', async () => {
  for (const name of await writeOrientations(folder)) {
    const picture = await decoded(name);
    expect([name, picture.width, picture.height]).toEqual([name, 90, 60]);
    expectNear(pixelAt(picture, 10, 8), [255, 208, 96, 255], 6);
    expectNear(pixelAt(picture, 70, 8), [51, 68, 102, 255], 6);
    expectNear(pixelAt(picture, 10, 50), [51, 68, 102, 255], 6);
  }
});

async function decoded(name: string): Promise<Picture> {
  const picture = await decodePicture(await readFile(join(folder, name)));
  if (!picture.ok) throw new Error(`${name}: ${JSON.stringify(picture.fault)}`);
  return picture.value;
}

function pixelAt({ width, data }: Picture, x: number, y: number): number[] {
  return [...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 4)];
}

function expectNear(found: readonly number[], wanted: readonly number[], tolerance: number): void {
  const worst = Math.max(...wanted.map((value, at) => Math.abs(value - (found[at] ?? NaN))));
  expect(worst, `${found.join()} against ${wanted.join()}`).toBeLessThanOrEqual(tolerance);
}
