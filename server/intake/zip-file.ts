/** A ZIP on disk, read without believing it: what may be in it and how large is asked before anything is inflated. */
import { open, type FileHandle } from 'node:fs/promises';
import { configure, Reader, ZipReader, type FileEntry } from '@zip.js/zip.js';
import { fail, succeed, type Result } from '../../src/domain/result';

configure({ useWebWorkers: false });

/** More entries than an outbox of years has; each one costs memory. */
const entryLimit = 600_000;

/** The file is no ZIP, or has more entries than we read. */
export interface ZipFault {
  readonly kind: 'not-a-zip' | 'too-many-entries';
}

/** An open ZIP. Nothing is ever written under a name from inside. */
export interface OpenZip {
  readonly names: readonly string[];
  /** The bytes of an entry, or undefined where there is none, it is too large or damaged. */
  readonly read: (name: string) => Promise<Uint8Array | undefined>;
  readonly close: () => Promise<void>;
}

/** How many bytes an entry of that name may have; undefined for what is passed over. */
export type EntryLimit = (name: string) => number | undefined;

/** Opens the ZIP in the file `path`. */
export async function openZip(path: string, limitOf: EntryLimit): Promise<Result<OpenZip, ZipFault>> {
  const file = await open(path, 'r');
  const reader = new ZipReader(new FileReader(file));
  const close = async () => {
    await reader.close();
    await file.close();
  };
  const entries = await listEntries(reader, limitOf);
  if (!entries.ok) {
    await close();
    return entries;
  }
  const read = (name: string) => readEntry(entries.value.get(name), limitOf(name) ?? 0);
  return succeed({ names: [...entries.value.keys()], read, close });
}

async function listEntries(
  reader: ZipReader<unknown>,
  limitOf: EntryLimit,
): Promise<Result<ReadonlyMap<string, FileEntry>, ZipFault>> {
  const entries = new Map<string, FileEntry>();
  let count = 0;
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (++count > entryLimit) return fail({ kind: 'too-many-entries' });
      if (!entry.directory && limitOf(entry.filename) !== undefined) entries.set(entry.filename, entry);
    }
  } catch {
    // The library tells many ways of not being a ZIP apart; the sender needs one.
    return fail({ kind: 'not-a-zip' });
  }
  return succeed(entries);
}

/** Counts while it inflates: the size that the ZIP states may be a lie. */
async function readEntry(entry: FileEntry | undefined, limitBytes: number): Promise<Uint8Array | undefined> {
  if (entry === undefined || entry.encrypted || entry.uncompressedSize > limitBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const counted = new WritableStream<Uint8Array>({
    write: (chunk) => {
      bytes += chunk.byteLength;
      if (bytes > limitBytes) throw new Error('The entry is larger than it says.');
      chunks.push(chunk);
    },
  });
  try {
    await entry.getData(counted, { checkSignature: true });
    return Buffer.concat(chunks);
  } catch {
    // Damaged, or larger than allowed: neither can be kept.
    return undefined;
  }
}

/** Reads from the file what the library asks for: the ZIP itself is never in memory as a whole. */
class FileReader extends Reader<FileHandle> {
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    super(file);
    this.#file = file;
  }

  override async init(): Promise<void> {
    await super.init?.();
    this.size = (await this.#file.stat()).size;
  }

  override async readUint8Array(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - offset)));
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, offset);
    return bytes.subarray(0, bytesRead);
  }
}
