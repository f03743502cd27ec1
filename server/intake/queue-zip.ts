/** A queue ZIP on disk, read without believing it: names, numbers and sizes are bounded before anything is inflated. */
import { open, type FileHandle } from 'node:fs/promises';
import { configure, Reader, ZipReader, type FileEntry } from '@zip.js/zip.js';
import { blobLimitBytes, changeLimitBytes, type IntakeFault } from '../../src/protocol/intake';
import { fail, succeed, type Result } from '../../src/domain/result';

configure({ useWebWorkers: false });

/** The listing, a text per change and some blobs of each: what an outbox of years can hold. */
const entryLimit = 600_000;

/** `queue.json` of the most changes that a listing may name. */
const listingLimitBytes = 128 * 1024 * 1024;

/** An open queue ZIP. `fileName` is where it was put by us; nothing is ever written to names from inside. */
export interface QueueZip {
  /** The bytes of an entry, or undefined where there is none, it is too large or damaged. */
  readonly read: (name: string) => Promise<Uint8Array | undefined>;
  readonly close: () => Promise<void>;
}

/** What may be in a queue ZIP, and how large each may be. Other entries are passed over. */
const expected: readonly { readonly form: RegExp; readonly limitBytes: number }[] = [
  { form: /^queue\.json$/, limitBytes: listingLimitBytes },
  { form: /^changes\/[0-9a-f-]{36}\.json$/i, limitBytes: changeLimitBytes },
  { form: /^blobs\/[0-9a-f]{64}$/, limitBytes: blobLimitBytes },
];

/** Opens the ZIP in the file `path`. */
export async function openQueueZip(path: string): Promise<Result<QueueZip, IntakeFault>> {
  const file = await open(path, 'r');
  const reader = new ZipReader(new FileReader(file));
  const close = async () => {
    await reader.close();
    await file.close();
  };
  const entries = await listEntries(reader);
  if (entries.ok) return succeed({ read: (name) => readEntry(entries.value.get(name)), close });
  await close();
  return entries;
}

async function listEntries(reader: ZipReader<unknown>): Promise<Result<ReadonlyMap<string, FileEntry>, IntakeFault>> {
  const entries = new Map<string, FileEntry>();
  let count = 0;
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (++count > entryLimit) return notValid(`at most ${entryLimit} entries`);
      if (!entry.directory && limitOf(entry.filename) !== undefined) entries.set(entry.filename, entry);
    }
  } catch {
    // The library tells many ways of not being a ZIP apart; the sender needs one.
    return notValid('a ZIP file');
  }
  return succeed(entries);
}

function notValid(wanted: string): Result<never, IntakeFault> {
  return fail({ kind: 'not-valid', at: 'body', wanted });
}

function limitOf(name: string): number | undefined {
  return expected.find(({ form }) => form.test(name))?.limitBytes;
}

/** Counts while it inflates: the size that the ZIP states may be a lie. */
async function readEntry(entry: FileEntry | undefined): Promise<Uint8Array | undefined> {
  const limitBytes = limitOf(entry?.filename ?? '') ?? 0;
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
