/** A ZIP file on disk. */
import { open, type FileHandle } from 'node:fs/promises';
import {
  type ByteSource,
  openArchive,
  type Archive,
  type ArchiveFault,
  type ArchiveLimits,
} from '../src/archive/read-archive';
import type { Result } from '../src/domain/result';

/** Opens the archive in the file `path`, calls `use` with it, and closes the file. */
export async function withArchive<Value, Fault>(
  path: string,
  limits: ArchiveLimits,
  use: (archive: Archive) => Promise<Result<Value, Fault>>,
): Promise<Result<Value, Fault | ArchiveFault>> {
  const file = await open(path, 'r');
  try {
    const archive = await openArchive(await sourceOf(file), limits);
    return archive.ok ? await use(archive.value) : archive;
  } finally {
    await file.close();
  }
}

async function sourceOf(file: FileHandle): Promise<ByteSource> {
  const { size } = await file.stat();
  return {
    bytes: size,
    read: async (offset, length) => {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, offset);
      return bytes.subarray(0, bytesRead);
    },
  };
}
