/** Huffman tables of JPEG, as lookup tables. Source: ITU T.81, annexes C and F.2.2.3. */
import { outOfRange } from '../../math/out-of-range';
import { Malformed } from './parse-failure';

/** Codes up to this length are found with one lookup. */
export const lookupBits = 10;

/** A table. An entry of `short` is `length << 8 | symbol` by the next `lookupBits` bits; 0 for longer codes. */
export interface HuffmanTable {
  readonly short: Uint16Array;
  /** By length: the first code after those of this length, as 16 bits; and symbol index minus code. */
  readonly ends: Int32Array;
  readonly shifts: Int32Array;
  readonly symbols: Uint8Array;
}

/** Class (0 = DC, 1 = AC) and identifier of a table, as they stand in the segment. */
export type TableId = number;

/** The tables of the content of one DHT segment, by their class and identifier byte. */
export function readHuffmanTables(content: Uint8Array): ReadonlyMap<TableId, HuffmanTable> {
  const tables = new Map<TableId, HuffmanTable>();
  for (let at = 0; at < content.length;) {
    const counts = content.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const endAt = at + 17 + total;
    if (endAt > content.length || total > 256) throw new Malformed('a Huffman table');
    tables.set(content[at] ?? outOfRange(), tableOf(counts, content.subarray(at + 17, endAt)));
    at = endAt;
  }
  return tables;
}

function tableOf(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const table = {
    short: new Uint16Array(1 << lookupBits),
    ends: new Int32Array(17),
    shifts: new Int32Array(17),
    symbols,
  };
  let [code, index] = [0, 0];
  for (let length = 1; length <= 16; length++) {
    const count = counts[length - 1] ?? outOfRange();
    if (code + count > 1 << length) throw new Malformed('more codes than there are');
    table.shifts[length] = index - code;
    for (let each = 0; each < count; each++) addShort(table, code + each, length, index + each);
    code += count;
    index += count;
    table.ends[length] = code << (16 - length);
    code <<= 1;
  }
  return table;
}

function addShort({ short, symbols }: HuffmanTable, code: number, length: number, index: number): void {
  if (length > lookupBits) return;
  const spare = lookupBits - length;
  short.fill((length << 8) | (symbols[index] ?? outOfRange()), code << spare, (code + 1) << spare);
}

/** `length << 8 | symbol` of the code with which these 16 bits begin; 0 if there is none. */
export function lookUpCode({ ends, shifts, symbols }: HuffmanTable, bits16: number): number {
  for (let length = 1; length <= 16; length++) {
    if (bits16 >= (ends[length] ?? outOfRange())) continue;
    const symbol = symbols[(bits16 >> (16 - length)) + (shifts[length] ?? outOfRange())];
    return symbol === undefined ? 0 : (length << 8) | symbol;
  }
  return 0;
}
