// Bundles TypeScript for Node.
// @ts-check
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/**
 * Not bundled: packages with native code, own threads or data files, and those that the drills patch
 * (`tests/drills/support/crash-at.ts`).
 */
const external = [
  '@aws-sdk/client-s3',
  /^@electric-sql\/pglite(\/|$)/,
  'onnxruntime-common',
  'onnxruntime-node',
  'onnxruntime-web/wasm',
  'pg',
  'pino',
  'piscina',
  'prom-client',
  'sharp',
];

/**
 * Writes the bundles of `entries` (name and source file) with source maps into `outDir`, and removes older bundles there.
 * @param {Readonly<Record<string, string>>} entries
 * @param {string} outDir
 */
export async function bundle(entries, outDir) {
  const bundling = await rolldown({
    input: entries,
    platform: 'node',
    external,
    tsconfig: 'tsconfig.node.json',
    logLevel: 'warn',
  });
  const { output } = await bundling.write({
    dir: outDir,
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].mjs',
    chunkFileNames: 'chunk-[name]-[hash].mjs',
  });
  await bundling.close();
  const written = new Set(output.map(({ fileName }) => fileName));
  const present = await readdir(outDir);
  const stale = present.filter((name) => /\.mjs(\.map)?$/.test(name) && !written.has(name));
  await Promise.all(stale.map((name) => rm(join(outDir, name))));
}
