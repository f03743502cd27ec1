/** A mask as a PNG file (W3C PNG, third edition): one bit per pixel, white where it is marked. */
import type { MaskRaster } from '../domain/picture';
import { crc32 } from '../math/crc32';
import { outOfRange } from '../math/out-of-range';
import type { Size } from './fit';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Bit depth 1, greyscale, and the only compression, filter and interlace that matter here. */
const greyOneBit = Uint8Array.of(1, 0, 0, 0, 0);
/** The longest stored block of DEFLATE (RFC 1951, 3.2.4). */
const longestBlock = 65_535;

/** The mask, enlarged to `size`, as a file. It is not compressed: it is meant for an archive, which compresses it. */
export function encodeMask(mask: MaskRaster, size: Size): Uint8Array<ArrayBuffer> {
  const header = joined([bigEndian(size.width), bigEndian(size.height), greyOneBit]);
  return joined([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', stored(rowsOf(mask, size))),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

/** Each row begins with the filter "none". */
function rowsOf(mask: MaskRaster, { width, height }: Size): Uint8Array {
  const rowBytes = 1 + Math.ceil(width / 8);
  const rows = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * mask.height) / height) * mask.width;
    for (let x = 0; x < width; x++) {
      if ((mask.data[row + Math.floor(((x + 0.5) * mask.width) / width)] ?? outOfRange()) === 0) continue;
      const at = y * rowBytes + 1 + (x >> 3);
      rows[at] = (rows[at] ?? outOfRange()) | (0x80 >> (x & 7));
    }
  }
  return rows;
}

/** A zlib stream (RFC 1950) of stored blocks. */
function stored(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let start = 0; start < bytes.length; start += longestBlock) {
    const block = bytes.subarray(start, start + longestBlock);
    const isLast = start + longestBlock >= bytes.length;
    const [low, high] = [block.length & 255, block.length >> 8];
    parts.push(Uint8Array.of(isLast ? 1 : 0, low, high, low ^ 255, high ^ 255), block);
  }
  return joined([...parts, bigEndian(adler32(bytes))]);
}

function adler32(bytes: Uint8Array): number {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const named = joined([Uint8Array.from(type, (letter) => letter.charCodeAt(0)), content]);
  return joined([bigEndian(content.length), named, bigEndian(crc32(named))]);
}

function bigEndian(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
