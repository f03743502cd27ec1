/** Generated picture files of all kinds that users have. */
import sharp, { type Sharp } from 'sharp';

/** Side lengths of the rendered pictures, px. */
const size = { width: 640, height: 480 };

/** A seeded scene: soft ground with blobs. The same number gives the same scene. */
export function sceneSvg(seed: number, { width, height } = size): Buffer {
  const random = mulberry32(seed);
  const blob = (): string => {
    const [x, y, r] = [random() * width, random() * height, (0.02 + random() * 0.15) * width];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${random() * 360} 70% ${20 + random() * 60}%)" fill-opacity="${0.3 + random() * 0.7}"/>`;
  };
  const blobs = Array.from({ length: 4 + Math.floor(random() * 12) }, blob).join('');
  const ground = `hsl(${random() * 360} ${20 + random() * 50}% ${25 + random() * 40}%)`;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${ground}"/>${blobs}</svg>`,
  );
}

/** The scene as a JPEG. */
export function sceneJpeg(seed: number, quality = 90): Promise<Buffer> {
  return sharp(sceneSvg(seed)).flatten({ background: '#fff' }).jpeg({ quality }).toBuffer();
}

/** The scene as a PNG. */
export function scenePng(seed: number): Promise<Buffer> {
  return sharp(sceneSvg(seed)).flatten({ background: '#fff' }).png().toBuffer();
}

/** A rotated JPEG with the EXIF orientation 1–8 that turns it upright: all eight show the same picture. */
export async function orientedJpeg(upright: Buffer, orientation: number): Promise<Buffer> {
  const turned = await toStored(sharp(upright), orientation).png().toBuffer();
  return sharp(turned).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
}

/** The inverse of what a viewer does for each orientation (Exif 2.32, tag 0x0112). */
export function toStored(upright: Sharp, orientation: number): Sharp {
  const turns: Readonly<Record<number, (picture: Sharp) => Sharp>> = {
    1: (picture) => picture,
    2: (picture) => picture.flop(),
    3: (picture) => picture.rotate(180),
    4: (picture) => picture.flip(),
    5: (picture) => picture.rotate(90).flip(),
    6: (picture) => picture.rotate(270),
    7: (picture) => picture.rotate(90).flop(),
    8: (picture) => picture.rotate(90),
  };
  const turn = turns[orientation];
  if (turn === undefined) throw new RangeError(`no EXIF orientation ${orientation}`);
  return turn(upright);
}

/** A seeded random number in 0–1 (mulberry32, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The first bytes of a HEIC file: enough to be recognised. */
export function heicHead(): Buffer {
  const box = Buffer.alloc(64);
  box.writeUInt32BE(24, 0);
  box.write('ftypheic', 4, 'latin1');
  box.write('mif1heic', 16, 'latin1');
  return box;
}

/** A PNG header that claims `width × height`, with an empty body: large pictures need not be made to be refused. */
export async function pngClaiming(width: number, height: number): Promise<Buffer> {
  const png = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#777' } })
    .png()
    .toBuffer();
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  return png;
}

/** A JPEG whose header claims `width × height`. */
export async function jpegClaiming(width: number, height: number): Promise<Buffer> {
  const jpeg = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#777' } })
    .jpeg()
    .toBuffer();
  const frameAt = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(height, frameAt + 5);
  jpeg.writeUInt16BE(width, frameAt + 7);
  return jpeg;
}

/** A lossless WebP whose header claims `width × height`, with an empty body. */
export function webpClaiming(width: number, height: number): Buffer {
  const webp = Buffer.alloc(38);
  webp.write('RIFF', 0, 'latin1');
  webp.writeUInt32LE(30, 4);
  webp.write('WEBPVP8L', 8, 'latin1');
  webp.writeUInt32LE(18, 16);
  webp.writeUInt8(0x2f, 20);
  webp.writeUInt32LE((width - 1) | ((height - 1) << 14), 21);
  return webp;
}
