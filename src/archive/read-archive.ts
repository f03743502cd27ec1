/** Reads a ZIP file from an untrusted source. Counts, sizes, compression ratios and names are checked before and during inflation. */
import { configure, Reader, ZipReader, type FileEntry } from '@zip.js/zip.js/lib/zip-core-native.js';
import { fail, succeed, type Result } from '../domain/result';

// The page's content security policy allows no workers of the library, and the server has its own threads.
configure({ useWebWorkers: false });

/** Bytes that can be read at any offset: a file on disk or a Blob. The whole is never in memory. */
export interface ByteSource {
  readonly bytes: number;
  /** `length` bytes from `offset`, fewer at the end. */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** A Blob or File as a byte source. */
export function sourceOfBlob(blob: Blob): ByteSource {
  return {
    bytes: blob.size,
    read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  };
}

/** What an archive may contain. */
export interface ArchiveLimits {
  /** Most entries, folders included. */
  readonly entries: number;
  /** Most bytes of the inflated entry `name`; undefined for an entry that is ignored. */
  readonly entryBytes: (name: string) => number | undefined;
}

/** Why an archive cannot be opened. */
export type ArchiveFault =
  | { readonly kind: 'not-a-zip' }
  | { readonly kind: 'too-many-entries'; readonly limit: number }
  /** An absolute path or one with `..`: some programs would write outside their folder. */
  | { readonly kind: 'unsafe-name' };

/** Why an entry cannot be read. `damaged` includes wrong checksums, encryption and cut-off data. */
type EntryFault =
  | { readonly kind: 'missing' }
  | { readonly kind: 'too-large'; readonly limitBytes: number }
  | { readonly kind: 'ratio'; readonly limit: number }
  | { readonly kind: 'damaged' };

/** An open archive. */
export interface Archive {
  /** The entries that the limits name, in the order of the directory. */
  readonly names: readonly string[];
  /** Names that the directory has more than once. The last entry of a name is the one that is read. */
  readonly repeated: readonly string[];
  read(name: string): Promise<Result<Uint8Array<ArrayBuffer>, EntryFault>>;
  /** What the directory states about an entry, for a host that reads the beginnings of many entries without this module. */
  about(name: string): EntryFacts | undefined;
}

/** What the directory states about an entry; not checked. */
export interface EntryFacts {
  /** Of its local header. */
  readonly offset: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  readonly crc32: number;
  readonly packing: 'stored' | 'deflated' | 'other';
}

/**
 * Highest compression ratio of entries above `ratioFreeBytes`. DEFLATE reaches 1,032; JSON lines of one table reach about
 * 30, and rasters are stored, not deflated.
 */
const ratioLimit = 250;
const ratioFreeBytes = 2 ** 20;

/** Opens the archive in `source` and reads its directory. */
export async function openArchive(source: ByteSource, limits: ArchiveLimits): Promise<Result<Archive, ArchiveFault>> {
  const listed = await listEntries(new ZipReader(new SourceReader(source)), limits);
  if (!listed.ok) return listed;
  return succeed({
    names: [...listed.value.entries.keys()],
    repeated: listed.value.repeated,
    read: (name) => readEntry(listed.value.entries.get(name), limits.entryBytes(name) ?? 0),
    about: (name) => factsOf(listed.value.entries.get(name)),
  });
}

function factsOf(entry: FileEntry | undefined): EntryFacts | undefined {
  if (entry?.crc32 === undefined) return undefined;
  const { offset, compressedSize, uncompressedSize, crc32, compressionMethod, encrypted } = entry;
  const packing = compressionMethod === 0 ? 'stored' : compressionMethod === 8 ? 'deflated' : 'other';
  return {
    ...{ offset, compressedBytes: compressedSize, bytes: uncompressedSize, crc32 },
    packing: encrypted ? 'other' : packing,
  };
}

interface Directory {
  readonly entries: ReadonlyMap<string, FileEntry>;
  readonly repeated: readonly string[];
}

async function listEntries(
  reader: ZipReader<ByteSource>,
  { entries: limit, entryBytes }: ArchiveLimits,
): Promise<Result<Directory, ArchiveFault>> {
  const repeated: string[] = [];
  const entries = new Map<string, FileEntry>();
  let count = 0;
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (++count > limit) return fail({ kind: 'too-many-entries', limit });
      if (isUnsafe(entry.filename)) return fail({ kind: 'unsafe-name' });
      if (entry.directory || entryBytes(entry.filename) === undefined) continue;
      if (entries.has(entry.filename)) repeated.push(entry.filename);
      entries.set(entry.filename, entry);
    }
  } catch (error) {
    // The library distinguishes many kinds of damage; callers need only one.
    return fail({ kind: isUnsafeNameError(error) ? 'unsafe-name' : 'not-a-zip' });
  }
  return succeed({ entries, repeated });
}

/** Linear scans, since the name comes from outside. */
function isUnsafe(name: string): boolean {
  const path = name.replaceAll('\\', '/');
  return path.startsWith('/') || path.includes(':') || path.includes('\0') || path.split('/').includes('..');
}

/** zip.js makes the same check itself and stops at the first such name. */
function isUnsafeNameError(error: unknown): boolean {
  return error instanceof Error && error.message === 'Unsafe filename';
}

async function readEntry(
  entry: FileEntry | undefined,
  limitBytes: number,
): Promise<Result<Uint8Array<ArrayBuffer>, EntryFault>> {
  if (entry === undefined) return fail({ kind: 'missing' });
  if (entry.encrypted) return fail({ kind: 'damaged' });
  const fault = sizeFault(entry.uncompressedSize, entry.compressedSize, limitBytes);
  return fault === undefined ? inflate(entry, limitBytes) : fail(fault);
}

/** The fault of an entry that inflates to `bytes` from `compressedBytes`. */
function sizeFault(bytes: number, compressedBytes: number, limitBytes: number): EntryFault | undefined {
  if (bytes > limitBytes) return { kind: 'too-large', limitBytes };
  const isBomb = bytes > ratioFreeBytes && bytes > ratioLimit * compressedBytes;
  return isBomb ? { kind: 'ratio', limit: ratioLimit } : undefined;
}

/** Counts while inflating: the size in the directory may be wrong. */
async function inflate(entry: FileEntry, limitBytes: number): Promise<Result<Uint8Array<ArrayBuffer>, EntryFault>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let fault: EntryFault | undefined;
  const counted = new WritableStream<Uint8Array>({
    write: (chunk) => {
      bytes += chunk.byteLength;
      fault = sizeFault(bytes, entry.compressedSize, limitBytes);
      if (fault !== undefined) throw new RangeError('longer than its directory entry states');
      chunks.push(chunk);
    },
  });
  try {
    await entry.getData(counted, { checkCrc32: true });
    return succeed(joined(chunks, bytes));
  } catch {
    // Cut off, wrongly compressed, wrong checksum, or stopped by a limit above.
    return fail(fault ?? { kind: 'damaged' });
  }
}

function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(bytes);
  let offset = 0;
  for (const chunk of chunks) {
    all.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return all;
}

class SourceReader extends Reader<ByteSource> {
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    super(source);
    this.#source = source;
    this.size = source.bytes;
  }

  override readUint8Array(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#source.read(offset, Math.max(0, Math.min(length, this.size - offset)));
  }
}
