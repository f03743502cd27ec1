/** Packs from a folder on disk. */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { PackBytes } from '../src/domain/loaded-pack';
import type { Pack, PackFault } from '../src/domain/pack';
import { parsePackText } from '../src/domain/parse-pack';
import { fail, succeed, type Result } from '../src/domain/result';

/** The manifest of a pack and where it lies. */
export interface FoundPack {
  readonly pack: Pack;
  readonly manifestPath: string;
  readonly manifest: ArrayBuffer;
}

/** A folder that should hold a pack but does not. */
export interface BrokenPack {
  readonly folder: string;
  readonly fault: PackFault;
}

/** Every pack of a models folder, sorted by folder name. */
export async function listPacks(modelsFolder: string): Promise<readonly (FoundPack | BrokenPack)[]> {
  const folders = (await readdir(modelsFolder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const found = await Promise.all(folders.map(({ name }) => findPack(join(modelsFolder, name))));
  return found.filter((entry) => entry !== undefined);
}

/** The pack in `folder`; undefined when there is no `pack.json`. */
export async function findPack(folder: string): Promise<FoundPack | BrokenPack | undefined> {
  const manifestPath = resolve(folder, 'pack.json');
  const manifest = await readBytes(manifestPath);
  if (manifest === undefined) return undefined;
  const parsed = parsePackText(new TextDecoder().decode(manifest));
  return parsed.ok ? { pack: parsed.value, manifestPath, manifest } : { folder, fault: parsed.fault };
}

/** All bytes of a pack, for the engine, which checks them. */
export async function readPack({ pack, manifestPath, manifest }: FoundPack): Promise<Result<PackBytes, PackFault>> {
  const files: Record<string, ArrayBuffer> = {};
  for (const [name, { path }] of Object.entries(pack.files)) {
    const bytes = await readBytes(join(dirname(manifestPath), path));
    if (bytes === undefined) return fail({ kind: 'missing-file', file: path });
    files[name] = bytes;
  }
  return succeed({ manifest, files });
}

async function readBytes(path: string): Promise<ArrayBuffer | undefined> {
  try {
    const bytes = await readFile(path);
    return new Uint8Array(bytes).buffer;
  } catch {
    // Absent or unreadable is the same to the caller: the file cannot be had.
    return undefined;
  }
}
