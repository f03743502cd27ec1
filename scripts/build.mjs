// Builds: `node scripts/build.mjs [--best] app node …`. Steps that are current are skipped. `--best` then replaces the quickly compressed
// files of the app by the smallest forms; `--best-of-small` leaves out those of more than 8 MB, which take most of a minute.
// @ts-check
import { chdir, exit } from 'node:process';
import { fileURLToPath } from 'node:url';
import { isCurrent, runStep } from './build/ensure-built.mjs';
import { steps } from './build/steps.mjs';

chdir(fileURLToPath(new URL('../', import.meta.url)));
const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

for (const name of names) await buildIfStale(name);
if (flags.includes('--best')) await compressBest(Infinity);
if (flags.includes('--best-of-small')) await compressBest(8_000_000);
// Vite's plugins leave handles open.
exit();

/** @param {number} upToBytes */
async function compressBest(upToBytes) {
  const { compressSite } = await import('./build/compress.mjs');
  await compressSite('best', upToBytes);
}

/** @param {string} name */
async function buildIfStale(name) {
  if (!isStep(name)) throw new Error(`There is no build step ${name}: ${Object.keys(steps).join(', ')}.`);
  if (isCurrent(name)) return;
  const startedMs = performance.now();
  await runStep(name);
  console.error(`built ${name} in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`);
}

/**
 * @param {string} name
 * @returns {name is keyof typeof steps}
 */
function isStep(name) {
  return name in steps;
}
