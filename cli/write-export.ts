/** Writes an export to a file. A file that is not complete has another name. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { archiveStream, type ArchiveEntry } from '../src/archive/write-archive';

/** Writes the entries as a ZIP. Rejects with the error of the file system. */
export function writeArchive(path: string, entries: AsyncIterable<ArchiveEntry>): Promise<void> {
  return writeWhole(path, Readable.fromWeb(archiveStream(entries) as ReadableStream));
}

/** Writes a text. Rejects with the error of the file system. */
export function writeText(path: string, text: AsyncIterable<string>): Promise<void> {
  return writeWhole(path, Readable.from(text));
}

async function writeWhole(path: string, content: Readable): Promise<void> {
  const part = `${path}.part`;
  try {
    await pipeline(content, createWriteStream(part));
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}
