/** Beginnings of entries of a ZIP file, without the streams of the ZIP library: ten thousand entries in a second. */
import * as zlib from 'node:zlib';
import type { ByteSource, EntryFacts } from '../src/archive/read-archive';

/** The local header before the name, APPNOTE.TXT 4.3.7. */
const localHeaderBytes = 30;
/** Name and extra field of nearly every entry. */
const usualNameBytes = 512;

/** At most `wanted` bytes of the entry's content; undefined where they cannot be read. Whole entries are checked. */
export async function readEntryHead(
  source: ByteSource,
  { offset, compressedBytes, bytes, crc32, packing }: EntryFacts,
  wanted: number,
): Promise<Uint8Array | undefined> {
  if (packing === 'other') return undefined;
  const packed = await readPacked(source, offset, Math.min(compressedBytes, wanted));
  const head = packed && (packing === 'stored' ? packed : inflated(packed));
  if (head === undefined) return undefined;
  const isWhole = compressedBytes <= wanted;
  if (isWhole && (head.length !== bytes || zlib.crc32(head) !== crc32 >>> 0)) return undefined;
  return head;
}

async function readPacked(source: ByteSource, offset: number, length: number): Promise<Uint8Array | undefined> {
  const near = await source.read(offset, localHeaderBytes + usualNameBytes + length);
  if (near.length < localHeaderBytes) return undefined;
  const view = new DataView(near.buffer, near.byteOffset, near.byteLength);
  const contentAt = localHeaderBytes + view.getUint16(26, true) + view.getUint16(28, true);
  const content =
    contentAt + length <= near.length
      ? near.subarray(contentAt, contentAt + length)
      : await source.read(offset + contentAt, length);
  return content.length === length ? content : undefined;
}

/** What the beginning of a deflated entry gives; its ratio is at most 1032. */
function inflated(packed: Uint8Array): Uint8Array | undefined {
  try {
    return zlib.inflateRawSync(packed, { finishFlush: zlib.constants.Z_SYNC_FLUSH });
  } catch {
    // Damaged.
    return undefined;
  }
}
