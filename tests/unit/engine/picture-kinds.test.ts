/** Pages, kinds of samples, and the difference between damaged and incomplete. */
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readPictureFile } from '../../../src/engine/picture-file/read-picture-file';
import { withMarker } from '../../support/corpus/edit-jpeg';
import { tiffOf, type TiffPage } from '../../support/corpus/make-tiff';

const grey: TiffPage = { width: 8, height: 6, pixels: Buffer.alloc(48, 99), bits: 8, channels: 1 };
const preview: TiffPage = { width: 2, height: 2, pixels: Buffer.alloc(4), bits: 8, channels: 1, isReduced: true };

function read(bytes: Uint8Array): unknown {
  const file = readPictureFile(bytes, { alsoDecodes: ['tiff'] });
  return file.ok ? file.value : file.fault;
}

test('PIC-6 the largest page is chosen, wherever it stands', () => {
  expect(read(tiffOf([preview, grey]))).toMatchObject({ widthPx: 8, heightPx: 6, page: 1 });
  expect(read(tiffOf([grey, preview]))).toMatchObject({ widthPx: 8, heightPx: 6, page: 0 });
});

test('PIC-6 measured values are refused with their depth; grey of 16 bits is reported as such', () => {
  const deep = { ...grey, pixels: Buffer.alloc(192), bits: 32 };
  const measured = { kind: 'raw-measurements', format: 'tiff' };
  expect(read(tiffOf([{ ...deep, sampleFormat: 3 }]))).toEqual({ ...measured, bits: 32 });
  expect(read(tiffOf([{ ...grey, pixels: Buffer.alloc(96), bits: 16, sampleFormat: 2 }]))).toEqual({
    ...measured,
    bits: 16,
  });
  expect(read(tiffOf([deep]))).toEqual({ ...measured, bits: 32 });
  expect(read(tiffOf([{ ...grey, pixels: Buffer.alloc(96), bits: 16 }]))).toMatchObject({
    samples: { bits: 16, kind: 'unsigned', colour: 'grey' },
  });
});

test('PIC-6 a raw photo is refused', () => {
  const sensor = { ...grey, photometric: 32_803 };
  const fault = { kind: 'unsupported-variant', format: 'tiff', variant: 'raw-photo' };
  expect(read(tiffOf([preview, sensor]))).toEqual(fault);
});

test('PIC-7 a contradiction is called damaged, a missing end incomplete', async () => {
  const jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#a63' } })
    .jpeg()
    .toBuffer();
  expect(read(withMarker(jpeg, 0xc0, 0xfe))).toEqual({ kind: 'decode-failed', format: 'jpg' });
  expect(read(jpeg.subarray(0, -2))).toEqual({ kind: 'truncated', format: 'jpg' });
  const tiff = tiffOf([grey]);
  expect(read(tiff.subarray(0, -20))).toEqual({ kind: 'truncated', format: 'tiff' });
  tiff.writeUInt32LE(0, 4);
  expect(read(tiff)).toEqual({ kind: 'decode-failed', format: 'tiff' });
});
