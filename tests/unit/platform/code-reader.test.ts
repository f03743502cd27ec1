import { readFileSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { createCodeReader } from '../../../src/platform/code-reader';

const wasmOf = (part: 'reader' | 'writer') => ({
  wasmBinary: new Uint8Array(readFileSync(`node_modules/zxing-wasm/dist/${part}/zxing_${part}.wasm`)).buffer,
});

test.each(['QRCode', 'Code128'] as const)(
  'AST-34 the text of a %s is read, and a picture without a code has none',
  async (format) => {
    prepareZXingModule({ overrides: wasmOf('writer') });
    const { svg } = await writeBarcode('T-12', { format });
    const drawn = sharp(Buffer.from(svg), { density: 300 })
      .resize({ width: 640 })
      .extend({ top: 60, bottom: 60, left: 60, right: 60, background: 'white' });
    const readCode = createCodeReader(wasmOf('reader'));
    expect(await readCode(await pixelsOf(drawn))).toBe('T-12');
    const blank = sharp({ create: { width: 320, height: 240, channels: 3, background: 'white' } });
    expect(await readCode(await pixelsOf(blank))).toBeUndefined();
  },
);

async function pixelsOf(picture: Sharp): Promise<ImageData> {
  const { data, info } = await picture
    .flatten({ background: 'white' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = {
    data: new Uint8ClampedArray(data),
    width: info.width,
    height: info.height,
    colorSpace: 'srgb',
  } as const;
  return { ...pixels, pixelFormat: 'rgba-unorm8' } as ImageData;
}
