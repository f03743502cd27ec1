/** Whole files of the scene: format × orientation × bit depth × colour profile. */
import sharp, { type Sharp } from 'sharp';
import { alike, cameraName, cameraScene, fault, nearScene, plainName, sameScene, type CorpusFile } from './corpus-file';
import { withExif } from './edit-jpeg';
import { withPngChunk } from './edit-png';
import { bmpOf } from './make-bmp';
import { exifWith, type ExifLayout } from './make-exif';
import { tiffOf } from './make-tiff';
import { toStored } from '../make-pictures';

type Open = () => Sharp;

export async function formatFiles(open: Open): Promise<readonly CorpusFile[]> {
  return Promise.all([
    made(plainName, open().png(), sameScene),
    made('interlaced.png', open().png({ progressive: true }), sameScene),
    made('palette.png', open().png({ palette: true }), nearScene),
    made('opaque-alpha.png', open().ensureAlpha(1).png(), sameScene),
    made('alpha.png', open().ensureAlpha(0.5).png(), alike),
    made(cameraName, open().jpeg({ quality: 95 }), cameraScene),
    made('full-chroma.jpg', open().jpeg({ quality: 95, chromaSubsampling: '4:4:4' }), nearScene),
    made('progressive.jpg', open().jpeg({ quality: 95, progressive: true }), cameraScene),
    made('lossless.webp', open().webp({ lossless: true }), sameScene),
    made('lossy.webp', open().webp({ quality: 95 }), cameraScene),
    made('palette.gif', open().gif(), alike),
    made('eight-bit.avif', open().avif({ quality: 95, effort: 0, chromaSubsampling: '4:4:4' }), nearScene),
    made('plain.tif', open().tiff({ compression: 'lzw' }), nearScene, 'browser'),
    made('bigtiff.tif', open().tiff({ compression: 'lzw', bigtiff: true }), nearScene, 'browser'),
    made('plain.bmp', bmpOf(await open().raw().toBuffer(), size), sameScene, 'node'),
  ]);
}

const size = { width: 320, height: 240 };

async function made(
  name: string,
  source: Sharp | Buffer,
  expected: CorpusFile['expected'],
  lackedBy?: CorpusFile['lackedBy'],
): Promise<CorpusFile> {
  const bytes = Buffer.isBuffer(source) ? source : await source.toBuffer();
  return { name, bytes, expected, ...(lackedBy && { lackedBy }) };
}

const layouts: Readonly<Record<string, ExifLayout>> = {
  short: {},
  long: { type: 'long' },
  'big-endian': { order: 'MM' },
  'far-directory': { order: 'MM', type: 'long', firstAt: 40 },
};

export async function orientedFiles(open: Open): Promise<readonly CorpusFile[]> {
  const jpegs = [2, 3, 4, 5, 6, 7, 8].flatMap((orientation, index) => {
    const used = index === 4 ? Object.keys(layouts) : ['short', Object.keys(layouts)[1 + (index % 3)] ?? 'long'];
    return used.map((layout) => ({ orientation, layout }));
  });
  const six = await stored(open(), 6);
  const exif = exifWith(6, {}).subarray(6);
  return Promise.all([
    ...jpegs.map(async ({ orientation, layout }) => {
      const jpeg = await sharp(await stored(open(), orientation))
        .jpeg({ quality: 95 })
        .toBuffer();
      const bytes = withExif(jpeg, exifWith(orientation, layouts[layout] ?? {}));
      return { name: `${layout}-${orientation}.jpg`, bytes, expected: cameraScene };
    }),
    made('orientation-6.webp', sharp(six).withMetadata({ orientation: 6 }).webp({ quality: 95 }), cameraScene),
    made('orientation-6.png', withPngChunk(six, 'eXIf', exif), sameScene),
    made(
      'orientation-6.tif',
      sharp(six).withMetadata({ orientation: 6 }).tiff({ compression: 'lzw' }),
      nearScene,
      'browser',
    ),
  ]);
}

/** The PNG that the orientation turns upright. */
function stored(upright: Sharp, orientation: number): Promise<Buffer> {
  return toStored(upright, orientation).png().toBuffer();
}

export async function profileFiles(open: Open): Promise<readonly CorpusFile[]> {
  const png = await open().png().toBuffer();
  const chunk = (name: string, ...values: number[]): Buffer => withPngChunk(png, name, bigEndian(values));
  const primaries = [31_270, 32_900, 64_000, 33_000, 21_000, 71_000, 15_000, 6_000];
  return Promise.all([
    made('gamma-linear.png', chunk('gAMA', 100_000), sameScene),
    made('gamma-usual.png', chunk('gAMA', 45_455), sameScene),
    made('primaries.png', withPngChunk(chunk('gAMA', 45_455), 'cHRM', bigEndian(primaries)), sameScene),
    made('hdr.png', withPngChunk(png, 'cICP', Buffer.from([9, 16, 0, 1])), fault(/HDR/)),
    made('broken-profile.png', withPngChunk(png, 'iCCP', Buffer.from('broken\0\0no profile')), sameScene),
    made('p3.png', open().withIccProfile('p3').png(), nearScene),
    made('p3.jpg', open().withIccProfile('p3').jpeg({ quality: 95 }), cameraScene),
    made('p3.webp', open().withIccProfile('p3').webp({ quality: 95 }), cameraScene),
    made('cmyk.jpg', open().toColourspace('cmyk').jpeg({ quality: 95 }), alike),
  ]);
}

function bigEndian(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, at) => bytes.writeUInt32BE(value, 4 * at));
  return bytes;
}

export async function depthFiles(open: Open): Promise<readonly CorpusFile[]> {
  const rgb = await open().raw().toBuffer();
  const preview = await open().resize(40, 30).raw().toBuffer();
  const page = { ...size, pixels: rgb, bits: 8, channels: 3 } as const;
  const first = { width: 40, height: 30, pixels: preview, bits: 8, channels: 3, isReduced: true } as const;
  const celsius = Buffer.from(Float32Array.from({ length: 320 * 240 }, (_, at) => 20 + (rgb[3 * at] ?? 0) / 4).buffer);
  const kelvin = { ...size, pixels: celsius, bits: 32, channels: 1, sampleFormat: 3 } as const;
  const measured = fault(/measured values.*export a colour picture/);
  const sensor = tiffOf([first, { ...page, photometric: 32_803 }]);
  return Promise.all([
    made('colour-16.png', open().toColourspace('rgb16').png(), nearScene),
    made('colour-16.tif', open().toColourspace('rgb16').tiff({ compression: 'lzw' }), nearScene, 'browser'),
    made('grey-16.png', open().greyscale().toColourspace('grey16').png(), alike),
    made('grey-8.png', open().greyscale().toColourspace('b-w').png(), alike),
    made('grey-8.jpg', open().greyscale().jpeg(), alike),
    made('float.tif', tiffOf([kelvin]), measured, 'browser'),
    made('thumbnail-first.tif', tiffOf([first, page]), nearScene, 'browser'),
    made('sensor.tif', sensor, fault(/raw photo/), 'browser'),
  ]);
}
