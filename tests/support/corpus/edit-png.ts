/** Changes to the bytes of a PNG file. */
import { crc32 } from 'node:zlib';

const headerEndAt = 33;

/** With one more chunk behind the header chunk. */
export function withPngChunk(png: Buffer, name: string, content: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + content.length);
  chunk.writeUInt32BE(content.length, 0);
  chunk.write(name, 4, 'latin1');
  content.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + content.length)), 8 + content.length);
  return Buffer.concat([png.subarray(0, headerEndAt), chunk, png.subarray(headerEndAt)]);
}

/** With one bit of the byte at `share` of the file changed. */
export function withChangedByte(bytes: Buffer, share: number): Buffer {
  const changed = Buffer.from(bytes);
  const at = Math.floor(bytes.length * share);
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
  return changed;
}
