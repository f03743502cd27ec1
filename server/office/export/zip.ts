import { ZipWriter } from '@zip.js/zip.js';

/** One file of an archive. A photo is compressed already: `stored` keeps it as it is. */
export interface ArchiveEntry {
  readonly name: string;
  readonly at: Date;
  readonly packing: 'deflated' | 'stored';
  readonly bytes: ReadableStream<Uint8Array>;
}

/** The archive as bytes that are asked for: one entry is open at a time, and of it one piece. A failing entry breaks it off. */
export function zipStream(entries: AsyncIterable<ArchiveEntry>): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  writeEntries(entries, writable).catch((fault: unknown) => writable.abort(fault).catch(ignoreGoneReader));
  return readable;
}

async function writeEntries(entries: AsyncIterable<ArchiveEntry>, writable: WritableStream<Uint8Array>): Promise<void> {
  const writer = new ZipWriter(writable, { useWebWorkers: false, keepOrder: true });
  for await (const { name, at, packing, bytes } of entries) {
    await writer.add(name, bytes, { lastModDate: at, ...(packing === 'stored' ? { level: 0 } : {}) });
  }
  await writer.close();
}

/** The reader went away in the middle of a download: there is nobody left to tell. */
function ignoreGoneReader(): void {
  return undefined;
}
