import type { Entry } from '@zip.js/zip.js/lib/zip-core-native.js';

/**
 * The bytes of a ZIP entry, or undefined where it is a folder, is damaged, or unpacks to more than `limitBytes`, whatever
 * its header claims.
 */
export async function readEntry(
  entry: Entry | undefined,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (entry === undefined || entry.directory || entry.uncompressedSize > limitBytes) return undefined;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const sink = new WritableStream<Uint8Array<ArrayBuffer>>({
    write(chunk) {
      bytes += chunk.byteLength;
      if (bytes > limitBytes) throw new RangeError('longer than its header says');
      chunks.push(chunk);
    },
  });
  try {
    await entry.getData(sink, { checkSignature: true });
  } catch {
    // Cut off, packed wrongly, encrypted, or longer than it says: the change that needs it is refused by name.
    return undefined;
  }
  return join(chunks, bytes);
}

function join(chunks: readonly Uint8Array<ArrayBuffer>[], length: number): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return joined;
}
