import { outOfRange } from './out-of-range';

/** The reflected polynomial of ISO 3309, as PNG uses it. */
const polynomial = 0xedb88320;

/** `tables[n][byte]`: the checksum of the byte followed by `n` zeros, to read four bytes at once ("slicing by 4"). */
const tables = makeTables();

function makeTables(): readonly Uint32Array[] {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? polynomial ^ (value >>> 1) : value >>> 1;
    return value;
  });
  const all = [first];
  for (let zeros = 1; zeros < 4; zeros++) {
    const before = all[zeros - 1] ?? outOfRange();
    all.push(before.map((value) => (first[value & 255] ?? outOfRange()) ^ (value >>> 8)));
  }
  return all;
}

/** CRC-32 of the bytes. */
export function crc32(bytes: Uint8Array): number {
  const [t0 = outOfRange(), t1 = outOfRange(), t2 = outOfRange(), t3 = outOfRange()] = tables;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wholeWords = bytes.length & ~3;
  let crc = -1;
  for (let at = 0; at < wholeWords; at += 4) {
    crc ^= view.getUint32(at, true);
    crc =
      (t3[crc & 255] ?? outOfRange()) ^
      (t2[(crc >>> 8) & 255] ?? outOfRange()) ^
      (t1[(crc >>> 16) & 255] ?? outOfRange()) ^
      (t0[crc >>> 24] ?? outOfRange());
  }
  return (
    ~bytes
      .subarray(wholeWords)
      .reduce((rest, byte) => (t0[(rest ^ byte) & 255] ?? outOfRange()) ^ (rest >>> 8), crc) >>> 0
  );
}
