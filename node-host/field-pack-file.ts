/** `.fieldpack` files on disk. */
import { open, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFieldPack } from '../src/archive/field-pack';
import { readFieldPack } from '../src/archive/read-field-pack';
import type { FieldPack, FieldPackFault } from '../src/domain/field-pack';
import type { PackBytes } from '../src/domain/loaded-pack';
import type { PackFault } from '../src/domain/pack';
import { succeed, type Result } from '../src/domain/result';
import { openSigner, verifyEd25519 } from './ed25519';
import { nodeHost } from './node-engine';
import { listPacks } from './pack-folder';

/** The verified pack in the file at `path`. Files that it lacks are taken from the packs in `modelsFolder`. */
export async function readFieldPackFile(
  path: string,
  modelsFolder: string,
): Promise<Result<FieldPack, FieldPackFault>> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const read = async (offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> => {
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    };
    const pathByHash = await filesByHash(modelsFolder);
    const knownFile = async (sha256: string) => readKnown(pathByHash.get(sha256));
    return await readFieldPack(
      { bytes: size, read },
      { sha256: (bytes) => nodeHost.sha256(bytes), verify: verifyEd25519, knownFile },
    );
  } finally {
    await file.close();
  }
}

/** How a `.fieldpack` is written. */
interface FieldPackFileOptions {
  /** The packs whose files the receiver has too: these are left out. Undefined: the file is complete. */
  readonly modelsFolder: string | undefined;
  readonly signedAt: string;
  readonly signerName: string;
}

/** Writes the pack to `path`, signed with the key of this machine's user. Resolves to the size in bytes. */
export async function writeFieldPackFile(
  path: string,
  bytes: PackBytes,
  { modelsFolder, signedAt, signerName }: FieldPackFileOptions,
): Promise<Result<number, PackFault>> {
  const written = await writeFieldPack(bytes, {
    sha256: (bytes) => nodeHost.sha256(bytes),
    signer: await openSigner(),
    ...{ signerName, signedAt },
    leaveOut: new Set(modelsFolder === undefined ? [] : (await filesByHash(modelsFolder)).keys()),
  });
  if (!written.ok) return written;
  await writeFile(path, written.value);
  return succeed(written.value.byteLength);
}

/** The paths of all files of the packs in a folder, by their stated SHA-256. */
export async function filesByHash(modelsFolder: string): Promise<ReadonlyMap<string, string>> {
  const paths = new Map<string, string>();
  for (const found of await listPacks(modelsFolder)) {
    if ('fault' in found) continue;
    const folder = dirname(found.manifestPath);
    for (const { path, sha256 } of Object.values(found.pack.files)) paths.set(sha256, join(folder, path));
  }
  return paths;
}

export async function readKnown(path: string | undefined): Promise<ArrayBuffer | undefined> {
  return path === undefined ? undefined : new Uint8Array(await readFile(path)).buffer;
}
