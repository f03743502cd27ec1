/** The pictures in a ZIP file, read one by one when they are needed. Loaded on demand: it contains the ZIP library. */
import { openArchive, sourceOfBlob, type Archive, type ArchiveFault } from '../archive/read-archive';
import type { FileFault } from '../domain/file-fault';
import { fail, succeed, type Result } from '../domain/result';
import type { LazyFile } from '../platform/read-file';

export type { ArchiveFault } from '../archive/read-archive';

interface ArchivePicture {
  readonly fileName: string;
  /** The name of its folder; absent outside of any. */
  readonly folder?: string;
  readonly file: LazyFile;
}

/** The pictures of an archive, in the order of their names, and what else is in it. */
export interface PictureArchive {
  readonly pictures: readonly ArchivePicture[];
  /** Names of files that are not pictures. */
  readonly skipped: readonly string[];
}

/** As many as a dropped folder may hold. */
const mostEntries = 10_000;
/** Far above a picture that the engine decodes; keeps one entry from filling the memory. */
const mostPictureBytes = 200_000_000;

const pictureName = /\.(?:jpe?g|jfif|png|webp|gif|bmp|tiff?|hei[cf]|avif)$/i;

/** Opens a ZIP file from an untrusted source. `limits` for tests. */
export async function readPictureArchive(
  file: Blob,
  limits = { entries: mostEntries, pictureBytes: mostPictureBytes },
): Promise<Result<PictureArchive, ArchiveFault>> {
  const skipped = new Set<string>();
  const opened = await openArchive(sourceOfBlob(file), {
    entries: limits.entries,
    entryBytes: (path) => {
      if (isOfSystem(path)) return undefined;
      if (pictureName.test(path)) return limits.pictureBytes;
      skipped.add(nameOf(path));
      return undefined;
    },
  });
  if (!opened.ok) return opened;
  const paths = [...opened.value.names].sort(byName);
  const pictures = paths.map((path) => ({
    fileName: nameOf(path),
    ...folderOf(path),
    file: lazyEntry(opened.value, path),
  }));
  return succeed({ pictures, skipped: [...skipped] });
}

function lazyEntry(archive: Archive, path: string): LazyFile {
  return {
    read: async () => {
      const read = await archive.read(path);
      return read.ok ? succeed(read.value.buffer) : fail(asFileFault(read.fault.kind));
    },
  };
}

function asFileFault(kind: 'missing' | 'too-large' | 'ratio' | 'damaged'): FileFault {
  switch (kind) {
    case 'too-large':
      return { kind: 'entry-too-large' };
    case 'ratio':
      return { kind: 'entry-suspicious' };
    case 'missing':
    case 'damaged':
      return { kind: 'entry-damaged' };
  }
}

/** Folders of macOS and hidden files. */
function isOfSystem(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}

function folderOf(path: string): Pick<ArchivePicture, 'folder'> {
  const folder = path.split('/').at(-2);
  return folder === undefined ? {} : { folder };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function byName(one: string, other: string): number {
  return one.localeCompare(other, undefined, { numeric: true });
}
