/** `npm run bench [runs]`: stage timings for a 12-megapixel JPEG of what each pack means. Figures hold for an otherwise idle machine. */
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Pack } from '../../src/domain/pack';
import { benchChromium } from './chromium';
import { benchForward } from './forward';
import { benchNode, benchParts } from './node';
import { enlargedSample } from './photo';

const runs = Number(process.argv[2] ?? 20);
const [cpu] = cpus();
console.log(
  `${cpu?.model ?? 'unknown CPU'}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(2) ?? '?'}, Node ${process.version}`,
);

const packIds = offeredPacks('models/index.json').filter(isTaught);
const photos = new Map<string, Uint8Array>();
for (const id of packIds) photos.set(id, await enlargedSample(id));
for (const [id, photo] of photos) console.log(await benchNode(photo, join('models', id), runs));
console.log(benchParts(runs));
console.log(await benchForward(runs));
console.log(await benchChromium(photos, runs));

/** False for a pack whose memory bank is empty until a user teaches it: it judges no picture. */
function isTaught(id: string): boolean {
  const { anomaly } = JSON.parse(readFileSync(join('models', id, 'pack.json'), 'utf8')) as Pick<Pack, 'anomaly'>;
  if (anomaly?.bank.rows !== 0) return true;
  console.log(`${id}: not taught, nothing to time`);
  return false;
}

/** The packs that ship, in the order they are offered. */
function offeredPacks(file: string): readonly string[] {
  const { packs } = JSON.parse(readFileSync(file, 'utf8')) as { packs: readonly { id: string }[] };
  return packs.map(({ id }) => id);
}
