/** The shipped thermal pack never clears a frame that it does not understand. The frames are made here, or from our samples. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import type { Verdict } from '../../src/domain/inspection';
import { createNodePredictor, type NodePredictor } from '../support/predict-node';
import { seededRandom } from '../support/seeded-random';

const sample = 'public/samples/thermal-2.jpg';
const size = { width: 320, height: 240 };
let predict: NodePredictor;

beforeAll(async () => {
  predict = await createNodePredictor('models/transformer-thermal');
});

async function verdictOf(file: Uint8Array): Promise<Verdict> {
  const predicted = await predict(file);
  if (!predicted.ok) throw new Error(JSON.stringify(predicted.fault));
  return predicted.value.verdict;
}

function flat(background: { r: number; g: number; b: number }): Promise<Buffer> {
  return sharp({ create: { ...size, channels: 3, background } })
    .png()
    .toBuffer();
}

function noise(channels: 1 | 3): Promise<Buffer> {
  const random = seededRandom(7);
  const data = Uint8Array.from({ length: size.width * size.height * channels }, () => Math.floor(256 * random()));
  return sharp(data, { raw: { ...size, channels } })
    .png()
    .toBuffer();
}

const frames: readonly (readonly [name: string, file: () => Promise<Buffer>, code: RegExp])[] = [
  ['a lens cap', () => flat({ r: 2, g: 2, b: 2 }), /^nothing-visible$/],
  ['flat grey', () => flat({ r: 128, g: 128, b: 128 }), /^nothing-visible$/],
  ['flat blue', () => flat({ r: 0, g: 40, b: 200 }), /^nothing-visible$/],
  ['grey noise', () => noise(1), /^palette-not-read$/],
  ['colour noise', () => noise(3), /^(not-thermal|unlike-known)$/],
  [
    'a blurred frame',
    () => sharp(sample).resize(320, 240).blur(16).jpeg().toBuffer(),
    /^(too-blurred|not-thermal|unlike-known)$/,
  ],
  ['a greyscale copy', () => sharp(sample).greyscale().jpeg().toBuffer(), /^palette-not-read$/],
  ['a black-hot copy', () => sharp(sample).greyscale().negate().jpeg().toBuffer(), /^palette-not-read$/],
  ['16 bits of grey', () => sharp(sample).greyscale().toColourspace('grey16').png().toBuffer(), /^bit-depth$/],
  ['a sheet of rubber', () => sharp('public/samples/rubber-1.jpg').jpeg().toBuffer(), /^not-thermal$/],
];

test.each(frames)('REF-12 the thermal pack refuses %s', async (_name, file, code) => {
  const verdict = await verdictOf(await file());
  expect(verdict.refused?.code).toMatch(code);
  expect(verdict).not.toHaveProperty('anomaly');
});

test('REF-12 the thermal pack judges our rendered samples', async () => {
  for (const name of ['thermal-1', 'thermal-2']) {
    const verdict = await verdictOf(readFileSync(`public/samples/${name}.jpg`));
    expect(verdict.refused).toBeUndefined();
    expect(verdict.anomaly?.isAnomalous).toBe(name === 'thermal-2');
  }
});

const cases = join(process.env['FIELDGRADE_DATA'] ?? '../shared/data', 'cases');

test.skipIf(!existsSync(cases))('REF-12 the given cases are refused, and their reference is judged', async () => {
  for (const name of ['lens-cap-black.png', 'flat-grey.png', 'white-hot.jpg', 'radiometric-centikelvin-u16.png']) {
    expect([name, (await verdictOf(readFileSync(join(cases, name)))).anomaly]).toEqual([name, undefined]);
  }
  expect((await verdictOf(readFileSync(join(cases, 'reference.jpg')))).anomaly?.isAnomalous).toBe(true);
});
