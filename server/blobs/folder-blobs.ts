/** Blobs as files, for one machine: `<dir>/ab/abcd…`. */
import { randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { leftoverMs, removeLeftovers } from '../files/remove-leftovers';
import { assertSha256, type BlobStore } from './blob-store';

/** Stores blobs under `dir`, which is created if it is missing. */
export async function openFolderBlobs(dir: string): Promise<BlobStore> {
  const temporary = join(dir, 'incoming');
  await mkdir(temporary, { recursive: true });
  await removeLeftovers(temporary, leftoverMs);
  return {
    has: async (sha256) => exists(pathOf(dir, sha256)),
    put: async (sha256, bytes) => put(pathOf(dir, sha256), join(temporary, randomUUID()), bytes),
    read: async (sha256) => read(pathOf(dir, sha256)),
    remove: async (sha256) => rm(pathOf(dir, sha256), { force: true }),
  };
}

function pathOf(dir: string, sha256: string): string {
  assertSha256(sha256);
  return join(dir, sha256.slice(0, 2), sha256);
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    // Nothing there.
    return false;
  }
}

/** Written to a temporary file, flushed, then renamed: a reader sees the complete blob or none. */
async function put(path: string, temporary: string, bytes: Uint8Array): Promise<void> {
  if (await exists(path)) return;
  try {
    await writeFlushed(temporary, bytes);
    await rename(temporary, path).catch((error: unknown) => renameIntoNewFolder(temporary, path, error));
    await flush(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Only the first blob of a folder creates it. */
async function renameIntoNewFolder(temporary: string, path: string, error: unknown): Promise<void> {
  if (!isMissing(error)) throw error;
  await mkdir(dirname(path), { recursive: true });
  await rename(temporary, path);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Flushes the folder, which contains the rename. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function read(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
