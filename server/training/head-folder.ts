/** A trained head as files, so that threads read it: its manifest and its own files. Those of the base are read from the models. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { filesByHash } from '../../node-host/field-pack-file';
import type { PackBytes } from '../../src/domain/loaded-pack';
import type { PackFault } from '../../src/domain/pack';
import { parsePackText } from '../../src/domain/parse-pack';
import { fail, succeed, type Result } from '../../src/domain/result';

const manifestName = 'pack.json';

/** What is written. */
export interface HeadFiles {
  readonly manifest: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

/** Writes the folder as a whole or not at all. */
export async function writeHeadFolder(folder: string, { manifest, files }: HeadFiles): Promise<void> {
  const part = `${folder}.part`;
  await rm(part, { recursive: true, force: true });
  await mkdir(part, { recursive: true });
  await writeFile(join(part, manifestName), manifest);
  for (const [sha256, bytes] of Object.entries(files)) await writeFile(join(part, `${sha256}.bin`), bytes);
  await rm(folder, { recursive: true, force: true });
  await rename(part, folder);
}

/** The pack of a head. The engine verifies its files. */
export async function readHeadPack(folder: string, modelsDir: string): Promise<Result<PackBytes, PackFault>> {
  const manifest = await read(join(folder, manifestName));
  if (manifest === undefined) return fail({ kind: 'missing-file', file: manifestName });
  const parsed = parsePackText(new TextDecoder().decode(manifest));
  if (!parsed.ok) return parsed;
  const pathByHash = await filesByHash(modelsDir);
  const files: Record<string, ArrayBuffer> = {};
  for (const [name, { sha256 }] of Object.entries(parsed.value.files)) {
    const bytes = await read(pathByHash.get(sha256) ?? join(folder, `${sha256}.bin`));
    if (bytes === undefined) return fail({ kind: 'missing-file', file: name });
    files[name] = bytes;
  }
  return succeed({ manifest, files });
}

async function read(path: string): Promise<ArrayBuffer | undefined> {
  try {
    return new Uint8Array(await readFile(path)).buffer;
  } catch {
    // Absent and unreadable files are the same fault to the caller.
    return undefined;
  }
}
