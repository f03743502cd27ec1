/** `npm run bench [runs]`: stage timings for a 12-megapixel JPEG. Figures hold for an otherwise idle machine. */
import { readdirSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { basename, join } from 'node:path';
import { benchChromium } from './chromium';
import { benchNode, benchParts } from './node';
import { renderPhoto } from './photo';

const runs = Number(process.argv[2] ?? 20);
const [cpu] = cpus();
console.log(
  `${cpu?.model ?? 'unknown CPU'}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(2) ?? '?'}, Node ${process.version}`,
);

const photo = await renderPhoto();
for (const folder of packFolders('models')) console.log(await benchNode(photo, folder, runs));
console.log(benchParts(runs));
const taught = packFolders('models').map((folder) => basename(folder));
console.log(await benchChromium(photo, taught, runs));

function packFolders(models: string): readonly string[] {
  const folders = readdirSync(models, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => join(models, name)).filter((folder) => readdirSync(folder).includes('pack.json'));
}
