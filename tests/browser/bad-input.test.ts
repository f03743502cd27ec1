import { expect, test as base, type Page } from '@playwright/test';
import sharp, { type SharpOptions } from 'sharp';
import type { PictureFault } from '../../src/domain/picture';
import { heicHead, orientedJpeg, pngClaiming, sceneJpeg, scenePng, sceneSvg } from '../support/make-pictures';
import { inspect, inspectOk, openTestPage, prepare } from './inspector-page';

const packId = 'transformer-thermal';
const seed = 7;

let loaded: Page;

/** One page with the pack loaded for all tests of this file: each shows that the next picture works. */
const test = base.extend({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from the pattern; this one has none.
  page: async ({}, use) => use(loaded),
});

test.beforeAll(async ({ browser }) => {
  loaded = await browser.newPage();
  await openTestPage(loaded, packId);
  await prepare(loaded, packId, 'wasm');
});
test.afterAll(() => loaded.close());

/** Each file is refused with its fault, and a valid picture works after it. */
async function expectRefused(page: Page, files: readonly (readonly [Uint8Array, PictureFault])[]): Promise<void> {
  const good = await sceneJpeg(seed);
  for (const [file, fault] of files) {
    expect(await inspect(page, packId, file)).toEqual({ ok: false, fault });
    await inspectOk(page, packId, good);
  }
}

test('INS-14 a file that is not a complete picture is refused with its reason, and the next picture works', async ({
  page,
}) => {
  const jpeg = await sceneJpeg(seed);
  const png = await scenePng(seed);
  await expectRefused(page, [
    [new Uint8Array(0), { kind: 'empty-file' }],
    [Buffer.from('%PDF-1.7 not a picture at all, just words'), { kind: 'not-a-picture' }],
    [jpeg.subarray(0, Math.floor(jpeg.length / 2)), { kind: 'truncated', format: 'jpg' }],
    [png.subarray(0, Math.floor(png.length / 2)), { kind: 'truncated', format: 'png' }],
    [sceneSvg(seed), { kind: 'unsupported-format', format: 'svg' }],
  ]);
});

test('INS-15 a format that this browser cannot decode and a picture that is too large are refused with their own faults', async ({
  page,
}) => {
  const large = { kind: 'too-many-pixels', widthPx: 12_500, heightPx: 8_000, limitPixels: 36_000_000 } as const;
  const heic = await inspect(page, packId, heicHead());
  expect(heic.ok ? undefined : heic.fault.kind).toMatch(/^(unsupported-format|truncated)$/);
  await expectRefused(page, [[await pngClaiming(12_500, 8_000), large]]);
});

test('INS-16 a damaged body under a valid header is refused, and the next picture works', async ({ page }) => {
  await expectRefused(page, [[await pngClaiming(300, 200), { kind: 'decode-failed', format: 'png' }]]);
});

test('INS-17 alpha, grey, 16-bit, CMYK, animated and tiny pictures get a verdict', async ({ page }) => {
  const scene = sharp(await scenePng(seed));
  const frames = { create: { width: 64, height: 128, channels: 4, background: '#a33' }, pageHeight: 64 } as const;
  const files: Readonly<Record<string, Uint8Array>> = {
    alpha: await sharp(sceneSvg(seed)).ensureAlpha(0.5).png().toBuffer(),
    grey: await scene.clone().greyscale().jpeg().toBuffer(),
    sixteenBit: await scene.clone().toColourspace('rgb16').png().toBuffer(),
    cmyk: await scene.clone().toColourspace('cmyk').jpeg().toBuffer(),
    animated: await sharp({ create: frames.create, pages: 2 } as SharpOptions)
      .webp({ loop: 0 })
      .toBuffer(),
    tiny: await sharp({ create: { width: 1, height: 1, channels: 3, background: '#777' } })
      .png()
      .toBuffer(),
    narrow: await sharp({ create: { width: 3_000, height: 2, channels: 3, background: '#777' } })
      .jpeg()
      .toBuffer(),
  };
  for (const [name, file] of Object.entries(files)) {
    const { verdict, kept } = await inspectOk(page, packId, file);
    // The pack may refuse a scene that is not thermal; the file itself was read.
    expect([name, Number.isFinite(verdict.anomaly?.score) || verdict.refused !== undefined]).toEqual([name, true]);
    expect(kept.every(({ width, height }) => width > 0 && height > 0)).toBe(true);
  }
});

test('INS-18 all eight EXIF orientations show the same picture', async ({ page }) => {
  const picture = await sharp('public/samples/thermal-2.jpg').resize(640, 480, { fit: 'fill' }).png().toBuffer();
  const upright = await inspectOk(page, packId, await orientedJpeg(picture, 1));
  const differences: number[] = [];
  for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
    const { verdict, map, kept } = await inspectOk(page, packId, await orientedJpeg(picture, orientation));
    expect([orientation, verdict.picture]).toEqual([orientation, { width: 640, height: 480 }]);
    expect(kept[0]).toMatchObject({ width: 640, height: 480 });
    differences.push(meanDifference(map, upright.map));
  }
  const worst = Math.max(...differences);
  expect(worst).toBeLessThan(sameMap);
  const mirrored = await inspectOk(page, packId, await sharp(picture).flop().jpeg().toBuffer());
  expect(meanDifference(mirrored.map, upright.map)).toBeGreaterThan(5 * worst);
});

/** The largest mean difference between maps of one picture that was compressed in another orientation; a mirrored one differs far more. */
const sameMap = 0.01;

function meanDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? NaN)), 0) / a.length;
}
