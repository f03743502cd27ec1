/**
 * How often the quality gate finds each problem: `npx tsx scripts/measure-frame-gate.ts <name>=<glob>…`, at most 40 pictures a set.
 * Each picture is measured as it is, and as copies that are degraded on purpose. Figures: docs/calibration.md, "The quality gate".
 */
import sharp, { type Sharp } from 'sharp';
import { globSync } from 'tinyglobby';
import { captureProblems, type CaptureProblem } from '../src/domain/capture';
import { problemsOf } from '../src/vision/frame-gate';
import { frameLongSidePx, measureFrame } from '../src/vision/frame-measures';

const mostPictures = 40;
/** Long side of the copies that are degraded, px: the blur is relative to it. */
const longSidePx = 1024;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Each takes a copy of at most `longSidePx` pixels. `wanted`: the problem that it has. */
const copies: readonly {
  readonly name: string;
  readonly wanted?: CaptureProblem;
  readonly degrade: (picture: Buffer, size: Size) => Sharp;
}[] = [
  { name: 'as it is', degrade: (picture) => sharp(picture) },
  { name: 'light × 0.2', wanted: 'too-dark', degrade: (picture) => sharp(picture).linear(0.2, 0) },
  { name: 'light × 2.6 + 20', wanted: 'too-bright', degrade: (picture) => sharp(picture).linear(2.6, 20) },
  { name: 'blur σ 4 px', degrade: (picture) => sharp(picture).blur(4) },
  { name: 'blur σ 8 px', wanted: 'blurred', degrade: (picture) => sharp(picture).blur(8) },
  { name: 'blur σ 14 px', wanted: 'blurred', degrade: (picture) => sharp(picture).blur(14) },
  { name: 'white spot', wanted: 'glare', degrade: withSpot },
];

for (const argument of process.argv.slice(2)) {
  const [name = '', glob = ''] = argument.split('=');
  const files = everyNth(globSync(glob, { absolute: true }).sort());
  console.log(`${name}: ${files.length} pictures`);
  for (const copy of copies) {
    const found = await Promise.all(files.map(async (file) => problemsIn(await degraded(file, copy.degrade))));
    const counts = captureProblems
      .map((problem) => ({ problem, count: found.filter((problems) => problems.includes(problem)).length }))
      .filter(({ count }) => count > 0)
      .map(({ problem, count }) => `${problem}${problem === copy.wanted ? '*' : ''} ${count}`);
    const none = found.filter((problems) => problems.length === 0).length;
    console.log(`  ${copy.name.padEnd(18)} none ${none}, ${counts.join(', ')}`);
  }
}

function everyNth(files: readonly string[]): readonly string[] {
  const step = Math.max(1, Math.ceil(files.length / mostPictures));
  return files.filter((_, at) => at % step === 0);
}

async function degraded(file: string, degrade: (picture: Buffer, size: Size) => Sharp): Promise<Buffer> {
  const { data, info } = await sharp(file)
    .rotate()
    .flatten({ background: '#fff' })
    .resize(longSidePx, longSidePx, { fit: 'inside' })
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  return degrade(data, info).png({ compressionLevel: 1 }).toBuffer();
}

async function problemsIn(picture: Buffer): Promise<readonly CaptureProblem[]> {
  const { data, info } = await sharp(picture)
    .resize(frameLongSidePx, frameLongSidePx, { fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return problemsOf(measureFrame({ width: info.width, height: info.height, data: new Uint8ClampedArray(data) }));
}

/** The reflection of a lamp: a white ellipse with a soft edge. */
function withSpot(picture: Buffer, { width, height }: Size): Sharp {
  const radius = 0.09 * Math.max(width, height);
  const stops = '<stop offset="0.6" stop-color="#fff"/><stop offset="1" stop-color="#fff" stop-opacity="0"/>';
  const spot = `<svg width="${width}" height="${height}"><defs><radialGradient id="g">${stops}</radialGradient></defs><ellipse cx="${0.45 * width}" cy="${0.45 * height}" rx="${radius}" ry="${0.8 * radius}" fill="url(#g)"/></svg>`;
  return sharp(picture).composite([{ input: Buffer.from(spot) }]);
}
