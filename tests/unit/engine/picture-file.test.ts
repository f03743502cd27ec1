import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readPictureFile } from '../../../src/engine/picture-file/read-picture-file';
import { jpegClaiming, pngClaiming } from '../../support/make-pictures';

const source = sharp({ create: { width: 60, height: 40, channels: 3, background: '#c84' } });

test.each(['jpeg', 'png', 'webp', 'gif', 'tiff'] as const)(
  'ENG-27 returns the size of a complete %s',
  async (format) => {
    const header = readPictureFile(await encoded(format), { alsoDecodes: ['tiff'] });
    expect(header).toMatchObject({ ok: true, value: { widthPx: 60, heightPx: 40 } });
  },
);

test('ENG-27 distinguishes an empty file, text, a video and an SVG drawing', () => {
  expect(faultOf(new Uint8Array(0))).toEqual({ kind: 'empty-file' });
  expect(faultOf(text('BM is how this text begins'))).toEqual({ kind: 'not-a-picture' });
  expect(faultOf(text('%PDF-1.7 something'))).toEqual({ kind: 'not-a-picture' });
  expect(faultOf(text('\0\0\0\u0018ftypmp42\0\0\0\0mp42isom'))).toEqual({ kind: 'not-a-picture' });
  const drawing = '<?xml version="1.0"?>\n<!-- made by hand -->\n<svg xmlns="http://www.w3.org/2000/svg"/>';
  expect(faultOf(text(drawing))).toEqual({ kind: 'unsupported-format', format: 'svg' });
});

test.each([
  ['jpeg', 'jpg'],
  ['png', 'png'],
  ['webp', 'webp'],
] as const)('ENG-28 recognises a truncated %s wherever it was cut', async (format, name) => {
  const bytes = await encoded(format);
  for (const share of [0.3, 0.6, 0.9, 0.99]) {
    expect(faultOf(bytes.subarray(0, Math.floor(bytes.length * share)))).toEqual({ kind: 'truncated', format: name });
  }
});

test('ENG-28 does not mistake the end of an embedded thumbnail for the end of the picture', async () => {
  const jpeg = await encoded('jpeg');
  const thumbnail = [0xff, 0xe1, 0x00, 0x06, 0xff, 0xd9, 0x00, 0x00];
  const withThumbnail = Uint8Array.from([...jpeg.subarray(0, 2), ...thumbnail, ...jpeg.subarray(2)]);
  expect(readPictureFile(withThumbnail)).toMatchObject({ ok: true });
  expect(faultOf(withThumbnail.subarray(0, -2))).toEqual({ kind: 'truncated', format: 'jpg' });
});

test('ENG-28 accepts bytes after the end of the picture', async () => {
  const bytes = Uint8Array.from([...(await encoded('jpeg')), ...text('appended by a camera')]);
  expect(readPictureFile(bytes)).toMatchObject({ ok: true });
});

test('ENG-29 refuses a JPEG over 64 megapixels and another picture over 36, with its size and the limit', async () => {
  const tooLarge = { kind: 'too-many-pixels', widthPx: 10_000 };
  const claimed = { jpeg: await jpegClaiming(10_000, 6_401), png: await pngClaiming(10_000, 3_601) };
  expect(faultOf(claimed.jpeg)).toEqual({ ...tooLarge, heightPx: 6_401, limitPixels: 64_000_000 });
  expect(faultOf(claimed.png)).toEqual({ ...tooLarge, heightPx: 3_601, limitPixels: 36_000_000 });
  expect(faultOf(await jpegClaiming(10_000, 6_400))).toBeUndefined();
  expect(faultOf(await pngClaiming(10_000, 3_600))).toBeUndefined();
});

test('ENG-30 recognises HEIC and AVIF by their brand', async () => {
  const heic = text('\0\0\0\u0018ftypheic\0\0\0\0mif1heic');
  expect(faultOf(heic)).toEqual({ kind: 'unsupported-format', format: 'heic' });
  const avif = await encoded('avif');
  expect(faultOf(avif)).toEqual({ kind: 'unsupported-format', format: 'avif' });
  expect(readPictureFile(avif, { alsoDecodes: ['avif'] })).toMatchObject({ ok: true, value: { format: 'avif' } });
});

function faultOf(bytes: Uint8Array): unknown {
  const header = readPictureFile(bytes);
  return header.ok ? undefined : header.fault;
}

function text(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}

async function encoded(format: 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'avif'): Promise<Uint8Array> {
  return new Uint8Array(await source.clone().toFormat(format).toBuffer());
}
