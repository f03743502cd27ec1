/** An uncompressed BMP file of 24 bits per pixel, rows from below, of RGB pixels whose rows are a multiple of 4 bytes. */
export function bmpOf(rgb: Buffer, { width, height }: { readonly width: number; readonly height: number }): Buffer {
  const header = Buffer.alloc(54);
  header.write('BM', 0, 'latin1');
  header.writeUInt32LE(54 + rgb.length, 2);
  header.writeUInt32LE(54, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  const rows = Array.from({ length: height }, (_, row) => rgb.subarray(3 * width * row, 3 * width * (row + 1)));
  return Buffer.concat([header, ...rows.reverse().map(bgr)]);
}

function bgr(row: Buffer): Buffer {
  const turned = Buffer.alloc(row.length);
  for (let at = 0; at < row.length; at += 3) {
    turned.writeUInt8(row.readUInt8(at), at + 2);
    turned.writeUInt8(row.readUInt8(at + 1), at + 1);
    turned.writeUInt8(row.readUInt8(at + 2), at);
  }
  return turned;
}
