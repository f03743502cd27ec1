/** Generates pictures of every supported kind, and bad files. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';

/** A 90 × 60 scene whose upper left is bright, so that a wrong rotation can be seen. */
export function scene(): Sharp {
  const spot = Buffer.from('<svg width="90" height="60"><rect width="30" height="20" fill="#ffd060"/></svg>');
  const ground = { create: { width: 90, height: 60, channels: 3, background: '#334466' } } as const;
  return sharp(ground)
    .composite([{ input: spot }])
    .removeAlpha();
}

/** Writes a good picture of each kind into `folder`; the file names are the kinds. */
export async function writeGoodPictures(folder: string): Promise<readonly string[]> {
  const pixels = await scene().png().toBuffer();
  const kinds: Readonly<Record<string, Promise<Buffer>>> = {
    'plain.jpg': sharp(pixels).jpeg().toBuffer(),
    'alpha.png': sharp(pixels).ensureAlpha(0.5).png().toBuffer(),
    'grey.png': sharp(pixels).greyscale().png().toBuffer(),
    'grey-alpha.png': sharp(pixels).greyscale().ensureAlpha(0.5).png().toBuffer(),
    'sixteen-bit.png': sharp(pixels).toColourspace('rgb16').png().toBuffer(),
    'cmyk.jpg': sharp(pixels).toColourspace('cmyk').jpeg().toBuffer(),
    'palette.png': sharp(pixels).png({ palette: true }).toBuffer(),
    'animated.webp': animation(),
    'one-pixel.png': sharp(pixels).resize(1, 1).png().toBuffer(),
    'picture.avif': sharp(pixels).avif().toBuffer(),
  };
  await Promise.all(Object.entries(kinds).map(async ([name, bytes]) => writeFile(join(folder, name), await bytes)));
  return Object.keys(kinds);
}

/** Writes a bad file of each kind into `folder`; the map contains what each message must match. */
export async function writeBadFiles(folder: string): Promise<ReadonlyMap<string, RegExp>> {
  const jpeg = await scene().jpeg().toBuffer();
  const black = { create: { width: 10_000, height: 10_000, channels: 3, background: '#000' } } as const;
  const files: readonly (readonly [string, Uint8Array | string, RegExp])[] = [
    ['empty.jpg', '', /0 bytes/],
    ['text.jpg', 'not a picture at all', /not a picture.*JPEG, PNG or WebP/],
    ['truncated.jpg', jpeg.subarray(0, jpeg.length - 60), /incomplete.*again/],
    ['photo.heic', '\0\0\0\u0018ftypheic\0\0\0\0mif1heic', /HEIC.*JPEG/],
    ['drawing.svg.png', '<svg xmlns="http://www.w3.org/2000/svg"/>', /drawing/],
    ['huge.png', await sharp(black).png().toBuffer(), /100 megapixels, the limit is 36/],
    ['damaged.png', damagedPng(await scene().png().toBuffer()), /damaged|incomplete/],
  ];
  await Promise.all(files.map(([name, bytes]) => writeFile(join(folder, name), bytes)));
  return new Map(files.map(([name, , message]) => [name, message]));
}

/** Writes `orientation-1.jpg` to `-8.jpg`: stored rotated, so that each shows the same scene when its EXIF orientation is applied. */
export async function writeOrientations(folder: string): Promise<readonly string[]> {
  const upright = await scene().png().toBuffer();
  const turned = [
    sharp(upright),
    sharp(upright).flop(),
    sharp(upright).rotate(180),
    sharp(upright).flip(),
    sharp(await sharp(upright).rotate(90).png().toBuffer()).flop(),
    sharp(upright).rotate(270),
    sharp(await sharp(upright).rotate(270).png().toBuffer()).flop(),
    sharp(upright).rotate(90),
  ];
  const names = turned.map((_, at) => `orientation-${at + 1}.jpg`);
  for (const [at, picture] of turned.entries()) {
    const path = join(folder, names[at] ?? '');
    await picture
      .withMetadata({ orientation: at + 1 })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toFile(path);
  }
  return names;
}

async function animation(): Promise<Buffer> {
  const frames = await Promise.all([scene().png().toBuffer(), scene().negate().png().toBuffer()]);
  return sharp(frames, { join: { animated: true } })
    .webp({ lossless: true })
    .toBuffer();
}

/** The pixel data zeroed, the structure kept. */
function damagedPng(bytes: Buffer): Buffer {
  const dataAt = bytes.indexOf('IDAT') + 4;
  return Buffer.from(bytes).fill(0, dataAt, bytes.indexOf('IEND') - 8);
}
