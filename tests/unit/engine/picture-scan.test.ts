/** Whether the compressed data of a JPEG is whole. */
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readPictureFile } from '../../../src/engine/picture-file/read-picture-file';
import { cutScan, withoutBytes } from '../../support/corpus/edit-jpeg';
import { sceneSvg } from '../../support/make-pictures';

const encoders = {
  baseline: { quality: 90 },
  'full chroma': { quality: 90, chromaSubsampling: '4:4:4' },
  progressive: { quality: 90, progressive: true },
  'optimised scans': { quality: 60, mozjpeg: true },
  'lowest quality': { quality: 1 },
  'highest quality': { quality: 100 },
} as const;
const codings = Object.entries(encoders);

test.each(codings)('PIC-3 a whole JPEG is intact at any size: %s', async (_name, options) => {
  for (const [width, height] of [
    [1, 1],
    [7, 33],
    [16, 16],
    [17, 9],
    [130, 95],
  ] as const) {
    const jpeg = await sharp(sceneSvg(width, { width, height })).flatten().jpeg(options).toBuffer();
    const grey = await sharp(sceneSvg(width, { width, height })).flatten().greyscale().jpeg(options).toBuffer();
    expect([width, height, isIntact(jpeg), isIntact(grey)]).toEqual([width, height, true, true]);
  }
});

test.each(codings)(
  'PIC-3 a JPEG cut anywhere in its scan is not intact, even with an end: %s',
  async (_name, options) => {
    const jpeg = await sharp(sceneSvg(5, { width: 200, height: 150 }))
      .flatten()
      .jpeg(options)
      .toBuffer();
    for (const share of [0, 0.05, 0.3, 0.5, 0.7, 0.9])
      expect([share, isIntact(cutScan(jpeg, share))]).toEqual([share, false]);
  },
);

test.each(codings)('PIC-3 a JPEG with a hole in its scan is not intact: %s', async (_name, options) => {
  const jpeg = await sharp(sceneSvg(6, { width: 200, height: 150 }))
    .flatten()
    .jpeg(options)
    .toBuffer();
  for (const from of [0.5, 0.6, 0.7, 0.8]) {
    expect([from, isIntact(withoutBytes(jpeg, from, from + 0.1))]).toEqual([from, false]);
  }
});

test.each(codings)('PIC-3 the same holds for a large JPEG: %s', async (_name, options) => {
  const jpeg = await sharp(sceneSvg(8, { width: 2_400, height: 1_800 }))
    .flatten()
    .jpeg(options)
    .toBuffer();
  expect(isIntact(jpeg)).toBe(true);
  for (const share of [0.05, 0.5, 0.95]) expect([share, isIntact(cutScan(jpeg, share))]).toEqual([share, false]);
  expect(isIntact(withoutBytes(jpeg, 0.5, 0.6))).toBe(false);
});

function isIntact(bytes: Uint8Array): boolean {
  const file = readPictureFile(bytes);
  return file.ok && file.value.dataFault() === undefined;
}
