/** Which files under `models/` ship: the index, and for each pack its manifest, its files and its card. */
import { readFile } from 'node:fs/promises';
import { posix, join } from 'node:path';
import { parsePackText } from '../../src/domain/parse-pack';

/** Paths relative to `modelsDir`, sorted, each once. Throws where the index or a manifest is broken: a build must stop. */
export async function shippedPackFiles(modelsDir: string): Promise<readonly string[]> {
  const paths = new Set(['index.json']);
  for (const manifest of await manifestPaths(modelsDir)) {
    paths.add(manifest);
    for (const path of await pathsOfPack(modelsDir, manifest)) paths.add(path);
  }
  return [...paths].sort();
}

async function manifestPaths(modelsDir: string): Promise<readonly string[]> {
  const index: unknown = JSON.parse(await readFile(join(modelsDir, 'index.json'), 'utf8'));
  if (!hasPacks(index)) throw new Error('models/index.json has no list of packs');
  return index.packs.map((pack) => pack.manifest);
}

function hasPacks(index: unknown): index is { readonly packs: readonly { readonly manifest: string }[] } {
  return typeof index === 'object' && index !== null && 'packs' in index && Array.isArray(index.packs);
}

async function pathsOfPack(modelsDir: string, manifest: string): Promise<readonly string[]> {
  const parsed = parsePackText(await readFile(join(modelsDir, manifest), 'utf8'));
  if (!parsed.ok) throw new Error(`models/${manifest}: ${JSON.stringify(parsed.fault)}`);
  const { files, card } = parsed.value;
  const folder = posix.dirname(manifest);
  return [...Object.values(files).map((file) => file.path), card].map((path) => posix.join(folder, path));
}
