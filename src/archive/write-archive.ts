/** Writes a ZIP file as a stream. */
import { configure, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { toByteStream, type Piece } from './byte-stream';

configure({ useWebWorkers: false });

/** One file of an archive. Photos are compressed already: `stored` saves the work. */
export interface ArchiveEntry {
  readonly name: string;
  readonly modifiedAt: Date;
  readonly packing: 'deflated' | 'stored';
  /** In memory as a whole, or read piece by piece. */
  readonly content: Piece | AsyncIterable<Piece>;
}

/**
 * The archive as a stream. Entries are read one after another, each in the moment it is written: one piece is in memory at a time.
 * An error of an entry errors the stream; cancelling the stream ends the iteration.
 */
export function archiveStream(entries: AsyncIterable<ArchiveEntry>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
  // After a cancelled download the abort fails too: there is no reader any more.
  writeEntries(entries, writable).catch((error: unknown) => writable.abort(error).catch(() => undefined));
  return readable;
}

async function writeEntries(entries: AsyncIterable<ArchiveEntry>, writable: WritableStream): Promise<void> {
  const writer = new ZipWriter(writable, { keepOrder: true });
  for await (const { name, modifiedAt, packing, content } of entries) {
    const options = packing === 'stored' ? { level: 0 } : {};
    await writer.add(name, toByteStream(piecesOf(content)), { lastModDate: modifiedAt, ...options });
  }
  await writer.close();
}

async function* piecesOf(content: ArchiveEntry['content']): AsyncGenerator<Piece> {
  if (typeof content === 'string' || content instanceof Uint8Array) yield await Promise.resolve(content);
  else yield* content;
}
