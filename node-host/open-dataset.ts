/** Labelled pictures on disk: a folder or a ZIP file with one folder per class, at any depth. */
import { open, readFile, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { openArchive, type Archive, type ArchiveFault, type ByteSource } from '../src/archive/read-archive';
import { fail, succeed, type Result } from '../src/domain/result';
import { headBytes, headerSize, headSize, type LabelledFacts } from '../src/engine/teach/dataset-facts';
import { readEntryHead } from './entry-head';
import { sha256Hex } from './sha256';

/** One file. Its label is the name of its folder. */
export interface DatasetFile {
  readonly name: string;
  readonly label: string;
  /** Undefined where the bytes cannot be read. */
  readonly read: () => Promise<Uint8Array | undefined>;
  /** The first bytes; undefined where they cannot be read. */
  readonly readHead: (bytes: number) => Promise<Uint8Array | undefined>;
  /** The same for files with equal bytes, and for few others: the size, and the checksum where a ZIP file has it. */
  readonly contentKey: () => Promise<string>;
}

export interface Dataset {
  /** In the order of their names. */
  readonly files: readonly DatasetFile[];
  /** Names of the pictures that lie in no folder: they have no label. */
  readonly outside: readonly string[];
  /** Of all pictures of a ZIP file, as its directory states them; 0 for a folder, whose bytes are on the disk already. */
  readonly statedBytes: number;
  readonly close: () => Promise<void>;
}

export type DatasetFault = ArchiveFault | { readonly kind: 'unreadable-file'; readonly code: string };

/** Lists the files below a folder. */
export type ListFiles = (folder: string) => Promise<readonly string[]>;

/** What an archive may contain: entries with folders, and bytes of one picture. */
export interface DatasetLimits {
  readonly entries: number;
  readonly pictureBytes: number;
}

const usualLimits: DatasetLimits = { entries: 50_000, pictureBytes: 200_000_000 };
const pictureName = /\.(?:jpe?g|jfif|png|webp|gif|bmp|tiff?|hei[cf]|avif)$/i;

/** Opens what `path` names. */
export async function openDataset(path: string, listFiles: ListFiles): Promise<Result<Dataset, DatasetFault>> {
  try {
    return (await stat(path)).isDirectory() ? succeed(await openFolder(path, listFiles)) : await openZipDataset(path);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    return fail({ kind: 'unreadable-file', code: String(error.code) });
  }
}

/** What the header says of each file. Only files that may be equal are hashed, and only small files are read as a whole. */
export async function* readFacts({ files }: Dataset): AsyncGenerator<LabelledFacts> {
  const keyed = await Promise.all(files.map(async (file) => ({ file, contentKey: await file.contentKey() })));
  const counts = new Map<string, number>();
  for (const { contentKey } of keyed) counts.set(contentKey, 1 + (counts.get(contentKey) ?? none));
  for (const { file, contentKey } of keyed) {
    const isAlone = counts.get(contentKey) === 1;
    const { name, label } = file;
    yield { name, label, ...(isAlone ? await readHeader(file) : await readWhole(file)) };
  }
}

/** A content key that has not been counted yet. */
const none = 0;
/** Bytes of an entry about which the archive gives no facts. Such an entry cannot be read. */
const unstated = 0;
const unreadable = { fault: { kind: 'file-unreadable', detail: '' } } as const;

async function readHeader(file: DatasetFile): Promise<Partial<LabelledFacts>> {
  const head = await file.readHead(headBytes);
  if (head === undefined) return unreadable;
  const found = head.length < headBytes ? headerSize(head) : headSize(head);
  if (found !== undefined) return found;
  const bytes = await file.read();
  return bytes === undefined ? unreadable : headerSize(bytes);
}

async function readWhole({ read }: DatasetFile): Promise<Partial<LabelledFacts>> {
  const bytes = await read();
  return bytes === undefined ? unreadable : { sha256: sha256Hex(bytes), ...headerSize(bytes) };
}

async function openFolder(folder: string, listFiles: ListFiles): Promise<Dataset> {
  const paths = await listFiles(folder);
  const named = new Map(paths.map((path) => [relative(folder, path).replaceAll('\\', '/'), path]));
  const files = [...named].flatMap(([name, path]) => labelledFile(name, readingOf(path)));
  return { files, outside: [...named.keys()].filter(isOutside), statedBytes: 0, close: () => Promise.resolve() };
}

function readingOf(path: string): Reading {
  return {
    read: () => readFile(path).catch(() => undefined),
    readHead: (bytes) => readFileHead(path, bytes).catch(() => undefined),
    contentKey: () =>
      stat(path).then(
        ({ size }) => String(size),
        () => path,
      ),
  };
}

async function readFileHead(path: string, bytes: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Opens a ZIP file. The caller closes it. */
export async function openZipDataset(
  path: string,
  { entries, pictureBytes }: DatasetLimits = usualLimits,
): Promise<Result<Dataset, DatasetFault>> {
  const file = await open(path);
  const { size } = await file.stat();
  const read = async (offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> => {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  };
  const limits = {
    entries,
    entryBytes: (name: string) => (pictureName.test(name) && !isOfSystem(name) ? pictureBytes : undefined),
  };
  const archive = await openArchive({ bytes: size, read }, limits);
  if (!archive.ok) {
    await file.close();
    return archive;
  }
  const names = [...archive.value.names].sort();
  const files = names.flatMap((name) => labelledFile(name, entryOf(archive.value, { bytes: size, read }, name)));
  const statedBytes = names.reduce((sum, name) => sum + (archive.value.about(name)?.bytes ?? unstated), 0);
  return succeed({ files, outside: names.filter(isOutside), statedBytes, close: () => file.close() });
}

function entryOf(archive: Archive, source: ByteSource, name: string): Reading {
  const facts = archive.about(name);
  const readAll = async () => {
    const entry = await archive.read(name);
    return entry.ok ? entry.value : undefined;
  };
  const readHead = async (bytes: number) => facts && (await readEntryHead(source, facts, bytes));
  return {
    // Small entries are read without the streams of the ZIP library.
    read: async () => (facts && facts.bytes < headBytes ? readHead(headBytes) : readAll()),
    readHead,
    contentKey: () => Promise.resolve(facts ? `${facts.bytes} ${facts.crc32}` : name),
  };
}

type Reading = Pick<DatasetFile, 'read' | 'readHead' | 'contentKey'>;

/** Files outside of any folder have no label, and folders of the system no pictures. */
function labelledFile(name: string, reading: Reading): readonly DatasetFile[] {
  const label = name.split('/').at(-2);
  return label === undefined || isOfSystem(name) ? [] : [{ name, label, ...reading }];
}

function isOutside(name: string): boolean {
  return !name.includes('/') && !isOfSystem(name);
}

function isOfSystem(name: string): boolean {
  return name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}
