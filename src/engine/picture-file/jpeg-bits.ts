/** The bits of compressed JPEG data. */
import { outOfRange } from '../../math/out-of-range';
import { lookUpCode, lookupBits, type HuffmanTable } from './jpeg-huffman';
import { isRestart, type JpegSegment } from './jpeg-segments';

/** The bits between two restart markers, from `from` to `to`. More bits than one block can have may be read behind them. */
export interface ScanBits {
  readonly view: DataView;
  readonly from: number;
  readonly to: number;
}

/** More than one block can have: 64 codes of 16 bits with values of 15 bits. */
const spareBytes = 256;

/**
 * The data of a scan without the zeros behind 0xFF, by intervals; undefined if the numbers of the restart markers are not in
 * order.
 */
export function scanIntervals(bytes: Uint8Array, { dataAt, endAt }: JpegSegment): readonly ScanBits[] | undefined {
  const clean = new Uint8Array(endAt - dataAt + spareBytes);
  const ends: number[] = [];
  let [from, length] = [dataAt, 0];
  const copyUntil = (to: number): void => {
    clean.set(bytes.subarray(from, to), length);
    length += to - from;
    from = to;
  };
  for (let at = bytes.indexOf(0xff, dataAt); at >= 0 && at + 1 < endAt; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? outOfRange();
    if (next === 0) copyUntil(at + 1);
    else if (!isRestart(next) || (next & 7) !== (ends.length & 7)) return undefined;
    else {
      copyUntil(at);
      ends.push(length);
    }
    from = at + 2;
  }
  copyUntil(endAt);
  const view = new DataView(clean.buffer);
  return [...ends, length].map((to, index) => ({ view, from: 8 * (ends[index - 1] ?? startOfData), to: 8 * to }));
}

const startOfData = 0;

/** Reads codes and bits of an interval. */
export class BitReader {
  private readonly view: DataView;
  private readonly to: number;
  private at: number;

  constructor({ view, from, to }: ScanBits) {
    this.view = view;
    this.at = from;
    this.to = to;
  }

  /** Negative if more was read than there is. */
  get bitsLeft(): number {
    return this.to - this.at;
  }

  /** The next symbol; -1 if the bits are no code. */
  symbol(table: HuffmanTable): number {
    const word = this.view.getUint32(this.at >> 3) << (this.at & 7);
    const code = (table.short[word >>> (32 - lookupBits)] ?? outOfRange()) || lookUpCode(table, word >>> 16);
    this.at += code >> 8;
    return code === 0 ? -1 : code & 255;
  }

  /** The next `length` bits, at most 16, as a number. */
  bits(length: number): number {
    if (length === 0) return 0;
    const word = this.view.getUint32(this.at >> 3) << (this.at & 7);
    this.at += length;
    return word >>> (32 - length);
  }

  skip(length: number): void {
    this.at += length;
  }
}
