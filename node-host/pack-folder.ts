/** Packs in folders on disk. */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { LoadedPack, PackBytes } from '../src/domain/loaded-pack';
import type { Pack, PackFault } from '../src/domain/pack';
import { parsePackText } from '../src/domain/parse-pack';
import { fail, succeed, type Result } from '../src/domain/result';
import type { Engine } from '../src/engine/engine';

/** The manifest of a pack and its path. */
export interface FoundPack {
  readonly pack: Pack;
  readonly manifestPath: string;
  readonly manifest: ArrayBuffer;
}

/** A folder whose `pack.json` has a fault. */
export interface BrokenPack {
  readonly folder: string;
  readonly fault: PackFault;
}

/** Every pack of a models folder, sorted by folder name. Folders without a `pack.json` are skipped. */
export async function listPacks(modelsFolder: string): Promise<readonly (FoundPack | BrokenPack)[]> {
  const folders = (await readdir(modelsFolder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const found = await Promise.all(folders.map(({ name }) => findPack(join(modelsFolder, name))));
  return found.filter((entry) => entry !== undefined);
}

/** The pack in `folder`; undefined if there is no `pack.json`. */
export async function findPack(folder: string): Promise<FoundPack | BrokenPack | undefined> {
  const manifestPath = resolve(folder, 'pack.json');
  const manifest = await readBytes(manifestPath);
  if (manifest === undefined) return undefined;
  const parsed = parsePackText(new TextDecoder().decode(manifest));
  return parsed.ok ? { pack: parsed.value, manifestPath, manifest } : { folder, fault: parsed.fault };
}

/** Reads the files of a pack and loads them into `engine`, which verifies them. */
export async function loadPack(engine: Engine, found: FoundPack): Promise<Result<LoadedPack, PackFault>> {
  const bytes = await readPack(found);
  return bytes.ok ? loadPackBytes(engine, bytes.value) : bytes;
}

/** Loads a pack into `engine`, which verifies it. */
export async function loadPackBytes(engine: Engine, bytes: PackBytes): Promise<Result<LoadedPack, PackFault>> {
  const loaded = await engine.load(bytes);
  if (loaded.ok) return loaded;
  const { fault } = loaded;
  if (fault.kind === 'cancelled') throw new Error('a load without a checkpoint was cancelled');
  return fail(fault);
}

/** The bytes of every file of a pack, not verified. */
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
    // Absent and unreadable files are the same fault to the caller.
    return undefined;
  }
}
