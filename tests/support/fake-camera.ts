/** A film for Chromium's fake camera, drawn by our own code: `--use-file-for-fake-video-capture` plays it again and again. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { baselineWebAssembly, chromiumLaunch, oneProcessPerSite } from './chromium';

/** Size of the film: Chromium's fake camera offers it unscaled. */
export const filmSize = { width: 640, height: 480 } as const;

const framesPerSecond = 10;

/** A scene of the film: a picture, and for how many frames it is shown. */
export interface Scene {
  readonly picture: Sharp;
  readonly frames: number;
}

/** One of the app's rendered sheets, as the viewfinder would see it. */
export function sheetScene(sample: string, frames = 10): Scene {
  return { picture: sharp(`public/samples/${sample}`), frames };
}

/** A QR code on white paper, as the viewfinder would see it. */
export async function codeScene(text: string, frames = 10): Promise<Scene> {
  const wasm = readFileSync('node_modules/zxing-wasm/dist/writer/zxing_writer.wasm');
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
  const { svg } = await writeBarcode(text, { format: 'QRCode' });
  const code = await sharp(Buffer.from(svg), { density: 300 })
    .resize(280, 280)
    .flatten({ background: 'white' })
    .toBuffer();
  const paper = sharp({ create: { ...filmSize, channels: 3, background: '#e8e4d8' } }).composite([{ input: code }]);
  return { picture: sharp(await paper.png().toBuffer()), frames };
}

/** Chromium opens the film anew for each page that asks for the camera. Each process of tests has a film. */
const film = join(tmpdir(), `fieldgrade-film-${process.pid}.y4m`);

/** Writes the scenes as a Y4M film (YUV 4:2:0), which the camera plays from then on. */
export async function playFilm(scenes: readonly Scene[]): Promise<void> {
  const { width, height } = filmSize;
  const parts: Buffer[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`)];
  for (const { picture, frames } of scenes) {
    const rgb = await picture.resize(width, height, { fit: 'fill' }).removeAlpha().raw().toBuffer();
    const frame = Buffer.concat([Buffer.from('FRAME\n'), toYuv420(rgb)]);
    for (let count = 0; count < frames; count++) parts.push(frame);
  }
  writeFileSync(`${film}.part`, Buffer.concat(parts));
  renameSync(`${film}.part`, film);
}

/** Deletes the film. */
export function deleteFilm(): void {
  rmSync(film, { force: true });
}

/**
 * Options of tests with a camera: Chromium plays the film as the only camera and grants it without a question. One object, so that the files
 * with such tests share a browser.
 */
export const withCamera = {
  launchOptions: chromiumLaunch([
    ...[...baselineWebAssembly, oneProcessPerSite],
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  ]),
} as const;

/** Full-range BT.601, chroma of each 2 × 2 block from its first pixel. */
function toYuv420(rgb: Buffer): Buffer {
  const { width, height } = filmSize;
  const out = Buffer.alloc(width * height * 1.5);
  let chroma = width * height;
  const chromaLength = (width * height) / 4;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 3 * (y * width + x);
      const [red, green, blue] = [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0];
      out[y * width + x] = clamp(0.299 * red + 0.587 * green + 0.114 * blue);
      if (y % 2 === 1 || x % 2 === 1) continue;
      out[chroma] = clamp(128 - 0.1687 * red - 0.3313 * green + 0.5 * blue);
      out[chroma + chromaLength] = clamp(128 + 0.5 * red - 0.4187 * green - 0.0813 * blue);
      chroma += 1;
    }
  }
  return out;
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)));
}
