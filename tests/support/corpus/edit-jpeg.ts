/** Changes to the bytes of a JPEG file. Source: ITU T.81, annex B. */

const app1 = 0xe1;
const sos = 0xda;
const endMarker = Buffer.from([0xff, 0xd9]);

/** With an Exif segment behind the start marker. */
export function withExif(jpeg: Buffer, exif: Buffer): Buffer {
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xff00 | app1, 0);
  segment.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, exif, jpeg.subarray(2)]);
}

/** With these bytes in front of the first marker of this kind. */
export function withBytesBefore(jpeg: Buffer, marker: number, bytes: Buffer): Buffer {
  const at = markerAt(jpeg, marker);
  return Buffer.concat([jpeg.subarray(0, at), bytes, jpeg.subarray(at)]);
}

/** With another marker instead of the first of this kind. */
export function withMarker(jpeg: Buffer, marker: number, other: number): Buffer {
  const changed = Buffer.from(jpeg);
  changed[markerAt(jpeg, marker) + 1] = other;
  return changed;
}

/** With `share` of the compressed data of the first scan, then the end marker. */
export function cutScan(jpeg: Buffer, share: number): Buffer {
  const { dataAt, endAt } = scanOf(jpeg);
  return Buffer.concat([jpeg.subarray(0, evenly(jpeg, dataAt + (endAt - dataAt) * share)), endMarker]);
}

/** With the bytes between two shares of the file missing. */
export function withoutBytes(jpeg: Buffer, from: number, to: number): Buffer {
  return Buffer.concat([
    jpeg.subarray(0, evenly(jpeg, jpeg.length * from)),
    jpeg.subarray(evenly(jpeg, jpeg.length * to)),
  ]);
}

/** With a tenth of the compressed data of the first scan replaced by zeros. */
export function holedScan(jpeg: Buffer): Buffer {
  const { dataAt, endAt } = scanOf(jpeg);
  const holed = Buffer.from(jpeg);
  const length = endAt - dataAt;
  return holed.fill(0, evenly(jpeg, dataAt + 0.4 * length), evenly(jpeg, dataAt + 0.5 * length));
}

/** A position that does not separate 0xFF from the byte behind it. */
function evenly(jpeg: Buffer, position: number): number {
  let at = Math.floor(position);
  while (jpeg[at - 1] === 0xff) at++;
  return at;
}

function scanOf(jpeg: Buffer): { readonly dataAt: number; readonly endAt: number } {
  const at = markerAt(jpeg, sos);
  const dataAt = at + 2 + jpeg.readUInt16BE(at + 2);
  let endAt = dataAt;
  while (jpeg[endAt] !== 0xff || jpeg[endAt + 1] === 0) endAt++;
  return { dataAt, endAt };
}

function markerAt(jpeg: Buffer, marker: number): number {
  for (let at = 2; at + 4 <= jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    if (jpeg[at + 1] === marker) return at;
  }
  throw new RangeError(`no marker ${marker.toString(16)}`);
}
