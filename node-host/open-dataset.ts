/** Labelled pictures on disk: a folder or a ZIP file with one folder per class, at any depth. */
import { open, readFile, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { openArchive, type ArchiveFault } from '../src/archive/read-archive';
import { fail, succeed, type Result } from '../src/domain/result';
import { headerSize, type LabelledFacts } from '../src/engine/teach/dataset-facts';
import { sha256Hex } from './sha256';

/** One file. Its label is the name of its folder. */
interface DatasetFile {
  readonly name: string;
  readonly label: string;
  /** Undefined where the bytes cannot be read. */
  readonly read: () => Promise<Uint8Array | undefined>;
}

export interface Dataset {
  /** In the order of their names. */
  readonly files: readonly DatasetFile[];
  readonly close: () => Promise<void>;
}

export type DatasetFault = ArchiveFault | { readonly kind: 'unreadable-file'; readonly code: string };

/** Lists the files below a folder. */
export type ListFiles = (folder: string) => Promise<readonly string[]>;

const mostEntries = 50_000;
const mostPictureBytes = 200_000_000;
const pictureName = /\.(?:jpe?g|jfif|png|webp|gif|bmp|tiff?|hei[cf]|avif)$/i;

/** Opens what `path` names. */
export async function openDataset(path: string, listFiles: ListFiles): Promise<Result<Dataset, DatasetFault>> {
  try {
    return (await stat(path)).isDirectory() ? succeed(await openFolder(path, listFiles)) : await openZip(path);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return fail({ kind: 'unreadable-file', code: String(error.code) });
  }
}

/** What the header says of each file. */
export async function* readFacts({ files }: Dataset): AsyncGenerator<LabelledFacts> {
  for (const { name, label, read } of files) {
    const bytes = await read();
    if (bytes === undefined) yield { name, label };
    else yield { name, label, sha256: sha256Hex(bytes), ...headerSize(bytes) };
  }
}

async function openFolder(folder: string, listFiles: ListFiles): Promise<Dataset> {
  const paths = await listFiles(folder);
  const files = paths.flatMap((path) =>
    labelledFile(relative(folder, path).replaceAll('\\', '/'), () => readFile(path).catch(() => undefined)),
  );
  return { files, close: () => Promise.resolve() };
}

async function openZip(path: string): Promise<Result<Dataset, DatasetFault>> {
  const file = await open(path);
  const { size } = await file.stat();
  const read = async (offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> => {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  };
  const limits = {
    entries: mostEntries,
    entryBytes: (name: string) => (pictureName.test(name) && !isOfSystem(name) ? mostPictureBytes : undefined),
  };
  const archive = await openArchive({ bytes: size, read }, limits);
  if (!archive.ok) {
    await file.close();
    return archive;
  }
  const readEntry = async (name: string) => {
    const entry = await archive.value.read(name);
    return entry.ok ? entry.value : undefined;
  };
  const files = [...archive.value.names].sort().flatMap((name) => labelledFile(name, () => readEntry(name)));
  return succeed({ files, close: () => file.close() });
}

/** Files outside of any folder have no label, and folders of the system no pictures. */
function labelledFile(name: string, read: DatasetFile['read']): readonly DatasetFile[] {
  const label = name.split('/').at(-2);
  return label === undefined || isOfSystem(name) ? [] : [{ name, label, read }];
}

function isOfSystem(name: string): boolean {
  return name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}
