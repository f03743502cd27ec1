/** Walks through the codes of a progressive scan; knows of each coefficient only whether it is zero. Source: ITU T.81, annex G. */
import { outOfRange } from '../../math/out-of-range';
import type { BitReader } from './jpeg-bits';
import type { HuffmanTable } from './jpeg-huffman';

/** Which coefficients of the blocks of a component are not zero: 64 bits per block. */
export type NonZero = Int32Array;

/** The part of the coefficients that a scan contains. */
export interface Band {
  readonly first: number;
  readonly last: number;
  /** A refinement: one more bit of known coefficients. */
  readonly isRefinement: boolean;
}

/** Walks through the AC coefficients of one component. The state of a run of empty blocks lasts for one interval. */
export class AcWalk {
  private readonly reader: BitReader;
  private readonly table: HuffmanTable;
  private readonly band: Band;
  private readonly nonZero: NonZero;
  /** Further blocks without new coefficients. */
  private emptyBlocks = 0;

  constructor(reader: BitReader, table: HuffmanTable, band: Band, nonZero: NonZero) {
    this.reader = reader;
    this.table = table;
    this.band = band;
    this.nonZero = nonZero;
  }

  /** Reads one block. Returns false at bits that are no code. */
  block(index: number): boolean {
    return this.band.isRefinement ? this.refinedBlock(index) : this.firstBlock(index);
  }

  private firstBlock(index: number): boolean {
    if (this.emptyBlocks > 0) {
      this.emptyBlocks--;
      return true;
    }
    for (let k = this.band.first; k <= this.band.last; k++) {
      const symbol = this.reader.symbol(this.table);
      if (symbol < 0) return false;
      const run = symbol >> 4;
      const size = symbol & 15;
      if (size === 0 && run < 15) {
        this.emptyBlocks = this.runOfBlocks(run) - 1;
        return true;
      }
      k += run;
      if (k > this.band.last) return size === 0;
      this.reader.skip(size);
      if (size > 0) this.mark(index, k);
    }
    return true;
  }

  private refinedBlock(index: number): boolean {
    let k = this.band.first;
    while (this.emptyBlocks === 0 && k <= this.band.last) {
      const symbol = this.reader.symbol(this.table);
      if (symbol < 0) return false;
      const run = symbol >> 4;
      const size = symbol & 15;
      if (size === 0 && run < 15) {
        this.emptyBlocks = this.runOfBlocks(run);
        break;
      }
      // One bit for the sign of the new coefficient.
      if (size > 0) this.reader.skip(1);
      k = this.correct(index, k, run);
      if (size > 0 && k <= this.band.last) this.mark(index, k);
      k++;
    }
    if (this.emptyBlocks > 0) {
      this.correctRest(index, k);
      this.emptyBlocks--;
    }
    return true;
  }

  /** Skips a bit for each coefficient that is not zero, until `zeros` zeros were passed; returns the position of the next zero. */
  private correct(index: number, from: number, zeros: number): number {
    const low = this.nonZero[2 * index] ?? outOfRange();
    const high = this.nonZero[2 * index + 1] ?? outOfRange();
    let left = zeros;
    let k = from;
    for (; k <= this.band.last; k++) {
      const isNonZero = ((k < 32 ? low >>> k : high >>> (k - 32)) & 1) === 1;
      if (isNonZero) this.reader.skip(1);
      else if (left-- === 0) break;
    }
    return k;
  }

  /** Skips a bit for each coefficient from `from` on that is not zero. */
  private correctRest(index: number, from: number): void {
    const low = this.nonZero[2 * index] ?? outOfRange();
    const high = this.nonZero[2 * index + 1] ?? outOfRange();
    if ((low | high) === 0) return;
    this.reader.skip(
      bitsSet(low & maskOf(from, this.band.last)) + bitsSet(high & maskOf(from - 32, this.band.last - 32)),
    );
  }

  private runOfBlocks(exponent: number): number {
    return (1 << exponent) + this.reader.bits(exponent);
  }

  private mark(index: number, k: number): void {
    const at = 2 * index + (k >> 5);
    this.nonZero[at] = (this.nonZero[at] ?? outOfRange()) | (1 << (k & 31));
  }
}

/** A word with the bits from `first` to `last`, as far as they are between 0 and 31. */
function maskOf(first: number, last: number): number {
  if (last < 0 || first > 31) return 0;
  return (-1 << Math.max(0, first)) & (-1 >>> (31 - Math.min(31, last)));
}

/** How many bits of a 32-bit word are set. Source: Hacker's Delight, 5-1. */
function bitsSet(word: number): number {
  let sum = word - ((word >>> 1) & 0x55555555);
  sum = (sum & 0x33333333) + ((sum >>> 2) & 0x33333333);
  return Math.imul((sum + (sum >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
