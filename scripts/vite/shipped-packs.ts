/** Which files under `models/` ship: the index, and for each pack its manifest, its files and its card. */
import { readFile } from 'node:fs/promises';
import { posix, join } from 'node:path';
import { sha256Hex } from '../../node-host/sha256';
import { parsePackIndex, type PackIndexEntry } from '../../src/domain/pack-index';
import { parsePackText } from '../../src/domain/parse-pack';

/** Paths relative to `modelsDir`, sorted, each once. Throws if index or manifests are invalid or disagree, to stop the build. */
export async function shippedPackFiles(modelsDir: string): Promise<readonly string[]> {
  const paths = new Set(['index.json']);
  for (const entry of await packsOnOffer(modelsDir)) {
    paths.add(entry.manifest);
    for (const path of await pathsOfPack(modelsDir, entry)) paths.add(path);
  }
  return [...paths].sort();
}

async function packsOnOffer(modelsDir: string): Promise<readonly PackIndexEntry[]> {
  const index = parsePackIndex(await readFile(join(modelsDir, 'index.json'), 'utf8'));
  if (!index.ok) throw new Error(`models/index.json: ${JSON.stringify(index.fault)}`);
  return index.value.packs;
}

async function pathsOfPack(modelsDir: string, entry: PackIndexEntry): Promise<readonly string[]> {
  const { manifest } = entry;
  const parsed = parsePackText(await readManifest(modelsDir, entry));
  if (!parsed.ok) throw new Error(`models/${manifest}: ${JSON.stringify(parsed.fault)}`);
  const { files, card } = parsed.value;
  const folder = posix.dirname(manifest);
  return [...Object.values(files).map((file) => file.path), card].map((path) => posix.join(folder, path));
}

/** Devices check the manifest against the index, so an edit of the manifest needs a new index. */
async function readManifest(modelsDir: string, { manifest, sha256 }: PackIndexEntry): Promise<string> {
  const bytes = await readFile(join(modelsDir, manifest)).catch(() => undefined);
  if (bytes === undefined)
    throw new Error(`models/index.json offers models/${manifest}, which is not there: ${repairHint}`);
  const found = sha256Hex(bytes);
  if (found !== sha256)
    throw new Error(`models/${manifest} was changed after models/index.json was written: ${repairHint}`);
  return bytes.toString('utf8');
}

const repairHint = 'run `python -m trainer offer` in training/.';
