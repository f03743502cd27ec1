/** JPEGs that are decoded at a smaller size: every way to do so, against the whole size. */
import { expect, test, type Page } from '@playwright/test';
import sharp, { type Sharp } from 'sharp';
import { withExif } from '../support/corpus/edit-jpeg';
import { exifWith } from '../support/corpus/make-exif';
import { createNodePredictor } from '../support/predict-node';
import { inspectOk, openTestPage, prepare } from './inspector-page';

const packId = 'transformer-thermal';

/** Of the calibrated score, 0–1, which is steepest in the middle; rule PIC-5. */
const tolerance = 0.02;

test.setTimeout(180_000);

test('PIC-5 scores of reduced JPEGs equal those of the whole size, with and without a decoder for smaller sizes', async ({
  page,
  context,
}) => {
  const files = await photos();
  const whole = await scoresInNode(files, 'whole');
  const withoutDecoder = await context.newPage();
  await removeImageDecoder(withoutDecoder);
  const found = {
    'Node, reduced': await scoresInNode(files, 'needed'),
    'browser, ImageDecoder': await scoresInBrowser(page, files),
    'browser, bitmap': await scoresInBrowser(withoutDecoder, files),
  };
  const differences = Object.entries(found).flatMap(([way, scores]) =>
    [...scores].map(([name, score]) => ({ what: `${way}: ${name}`, by: Math.abs(score - (whole.get(name) ?? NaN)) })),
  );
  console.log(differences.map(({ what, by }) => `${what} ${by.toFixed(4)}`).join('\n'));
  expect(differences.filter(({ by }) => !(by <= tolerance))).toEqual([]);
});

/** The app's sample, enlarged: sizes that 8 does not divide, a turned one, a wide gamut, progressive. */
async function photos(): Promise<ReadonlyMap<string, Buffer>> {
  const enlarged = (width: number, height: number): Sharp =>
    sharp('public/samples/thermal-2.jpg').resize(width, height, { fit: 'fill' });
  const odd = await enlarged(2_203, 1_651).jpeg({ quality: 92 }).toBuffer();
  const turned = await sharp(await enlarged(2_203, 1_651).png().toBuffer())
    .rotate(270)
    .jpeg({ quality: 92 })
    .toBuffer();
  return new Map([
    ['even.jpg', await enlarged(4_000, 3_000).jpeg({ quality: 90 }).toBuffer()],
    ['odd.jpg', odd],
    ['turned.jpg', withExif(turned, exifWith(6, { order: 'MM', type: 'long' }))],
    ['mirrored.jpg', withExif(await sharp(odd).flop().jpeg({ quality: 92 }).toBuffer(), exifWith(2, {}))],
    ['wide-gamut.jpg', await enlarged(2_400, 1_800).withIccProfile('p3').jpeg({ quality: 92 }).toBuffer()],
    ['progressive.jpg', await enlarged(2_400, 1_800).jpeg({ quality: 92, progressive: true }).toBuffer()],
  ]);
}

async function scoresInNode(files: ReadonlyMap<string, Buffer>, size: 'needed' | 'whole') {
  const predict = await createNodePredictor(`models/${packId}`, size);
  const scores = new Map<string, number>();
  for (const [name, bytes] of files) {
    const inspected = await predict(bytes);
    if (!inspected.ok) throw new Error(JSON.stringify(inspected.fault));
    scores.set(name, inspected.value.verdict.anomaly?.score ?? NaN);
  }
  return scores;
}

async function scoresInBrowser(page: Page, files: ReadonlyMap<string, Buffer>) {
  await openTestPage(page, packId);
  await prepare(page, packId, 'wasm');
  const scores = new Map<string, number>();
  for (const [name, bytes] of files) {
    const { verdict, kept } = await inspectOk(page, packId, bytes);
    const original = await sharp(bytes).metadata();
    expect(verdict.picture).toEqual({ width: original.autoOrient.width, height: original.autoOrient.height });
    // The photo to keep is decoded larger than the network needs.
    expect(Math.max(kept[0]?.width ?? 0, kept[0]?.height ?? 0)).toBe(1_600);
    scores.set(name, verdict.anomaly?.score ?? NaN);
  }
  return scores;
}

/** As in browsers without WebCodecs. */
async function removeImageDecoder(page: Page): Promise<void> {
  await page.route(/inspector\.worker.*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `delete self.ImageDecoder;${await response.text()}` });
  });
}
