/**
 * `npm run bench:classes [pictures]`: time of teaching classes after decoding, with one thread: the look at each picture, then the training.
 * The pictures have the size to which a JPEG of 12 megapixels is decoded for the network.
 */
import type { LabelledPicture } from '../../src/domain/class-teaching';
import type { Picture } from '../../src/domain/picture';
import type { Progress } from '../../src/domain/operation';
import { seededRandom } from '../../src/math/seeded-random';
import { engineWith } from '../support/teach-node';

const count = Number(process.argv[2] ?? 500);
const classes = 5;
const size = { width: 500, height: 375 };

const engine = await engineWith('surface');
const pictures: LabelledPicture[] = [];
let lookMs = 0;
const lookCpu = process.cpuUsage();
let madeMs = 0;
for (let at = 0; at < count; at++) {
  const beforeMade = process.cpuUsage();
  const picture = madePicture(at);
  madeMs += cpuMs(beforeMade);
  const startedMs = performance.now();
  const look = await engine.look({ packId: 'surface', picture });
  lookMs += performance.now() - startedMs;
  if (!look.ok) throw new Error(look.fault.kind);
  const name = `${at}.jpg`;
  pictures.push({
    ...{ name, fileName: name, label: `class ${at % classes}`, sha256: String(at).padStart(64, '0') },
    embedding: look.value.embedding,
  });
}
const lookCpuMs = cpuMs(lookCpu) - madeMs;
report(`looking at ${count} pictures`, lookMs, lookCpuMs);

const startedMs = performance.now();
const trainCpu = process.cpuUsage();
let longestMs = 0;
let beforeMs = startedMs;
const trained = await engine.train({
  packId: 'surface',
  pictures,
  options: {
    identity: { id: 'taught-00000001', version: '1.0.0', title: 'Bench', taughtAt: '2026-11-26T10:00:00Z' },
    ...{ seed: 1, isOrdered: false },
  },
  checkpoint: (_progress: Progress) => {
    longestMs = Math.max(longestMs, performance.now() - beforeMs);
    beforeMs = performance.now();
    return Promise.resolve(true);
  },
});
if (!trained.ok) throw new Error(trained.fault.kind);
const trainMs = performance.now() - startedMs;
const trainCpuMs = cpuMs(trainCpu);
report(`training on ${count} pictures of ${classes} classes`, trainMs, trainCpuMs);
report('longest time between two checkpoints, which other pictures wait for', longestMs);
report('together', lookMs + trainMs, lookCpuMs + trainCpuMs);
console.log(`right: ${trained.value.report.accuracy.toFixed(3)}, head ${trained.value.report.head}`);

function report(what: string, ms: number, cpu?: number): void {
  const ofProcessor = cpu === undefined ? '' : `, ${(cpu / 1000).toFixed(1)} s of the processor`;
  console.log(`${what}: ${(ms / 1000).toFixed(1)} s${ofProcessor}`);
}

/** Processor time since `before`: on a busy machine the clock also counts other programs. */
function cpuMs(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Waves of another direction and length for each class, under noise that hides some of them. */
function madePicture(seed: number): Picture {
  const random = seededRandom(seed + 1);
  const { width, height } = size;
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  const angle = (seed % classes) / classes + 0.15 * random();
  for (let pixel = 0; pixel < width * height; pixel++) {
    const along = (pixel % width) * Math.cos(angle) + Math.floor(pixel / width) * Math.sin(angle);
    const light = 128 + 20 * Math.sin(along / 6) + 90 * (random() - 0.5);
    data.set([light, light * 0.9, light * 0.7], 4 * pixel);
  }
  return { ...size, data };
}
