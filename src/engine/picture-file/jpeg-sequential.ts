/** Walks through the codes of a sequential scan without computing coefficients. Source: ITU T.81, F.2.2. */
import { outOfRange } from '../../math/out-of-range';
import { lookUpCode, lookupBits, type HuffmanTable } from './jpeg-huffman';
import type { ScanBits } from './jpeg-bits';
import { longestRun, noRuns, runBits, runEnd, runsOf } from './jpeg-runs';

/**
 * A table for walking. An entry of `short` is `bits | advance << 5`: bits of the code with the value behind it, and by how many
 * coefficients to go on; 0 for codes longer than `lookupBits`.
 */
export interface WalkTable {
  readonly short: Uint16Array;
  /** See `runsOf`. */
  readonly runs: Uint16Array;
  readonly huffman: HuffmanTable;
  readonly isDc: boolean;
}

/** End of block: more than any run can advance. */
const endOfBlock = 128;
const coefficients = 64;

/** `isLong`: there is so much data that finding several codes with one lookup is worth another table. */
export function walkTable(
  huffman: HuffmanTable,
  kind: { readonly isDc: boolean; readonly isLong: boolean },
): WalkTable {
  const { isDc, isLong } = kind;
  const short = huffman.short.map((code) => walkEntry(code, isDc));
  return { short, runs: isLong && !isDc ? runsOf(huffman) : noRuns, huffman, isDc };
}

/** The entry for a code given as `length << 8 | symbol`; 0 for 0. */
function walkEntry(code: number, isDc: boolean): number {
  return code === 0 ? 0 : (code >> 8) + (code & 15) + (advanceOf(code & 255, isDc) << 5);
}

function advanceOf(symbol: number, isDc: boolean): number {
  if (isDc) return 1;
  if ((symbol & 15) !== 0) return (symbol >> 4) + 1;
  return symbol === 0xf0 ? 16 : endOfBlock;
}

/**
 * Reads `units` times the blocks whose tables are `dc` and `ac`. Returns how many bits are left; negative if data is
 * missing, NaN at bits that are no code and at a run over the end of a block.
 */
export function walkSequential(
  { view, from, to }: ScanBits,
  units: number,
  dc: readonly WalkTable[],
  ac: readonly WalkTable[],
): number {
  let at = from;
  for (let unit = 0; unit < units; unit++) {
    for (let block = 0; block < dc.length && at <= to; block++) {
      const next = walkBlock(view, at, dc[block] ?? outOfRange(), ac[block] ?? outOfRange());
      if (next < 0) return ~next > to ? to - ~next : NaN;
      at = next;
    }
  }
  return to - at;
}

/** Returns the bit behind the block that begins at bit `from`; at bits that are no code and at an overrun, `~` of where the walk ends. */
function walkBlock(view: DataView, from: number, dcTable: WalkTable, acTable: WalkTable): number {
  let at = from;
  let table = dcTable;
  let k = 0;
  while (k < coefficients) {
    const word = view.getUint32(at >> 3) << (at & 7);
    const run = table.runs[word >>> (32 - runBits)] ?? outOfRange();
    if (run !== 0 && k + (run >> 6) <= longestRun) {
      at += run & 31;
      k = (run & runEnd) === 0 ? k + (run >> 6) : endOfBlock;
      continue;
    }
    const entry = (table.short[word >>> (32 - lookupBits)] ?? outOfRange()) || longEntry(table, word >>> 16);
    if (entry === 0) return ~at;
    at += entry & 31;
    k += entry >> 5;
    table = acTable;
  }
  return isOverrun(k) ? ~at : at;
}

/** A run that goes over the end of the block. */
function isOverrun(k: number): boolean {
  return k > coefficients && k < endOfBlock;
}

function longEntry({ huffman, isDc }: WalkTable, bits16: number): number {
  return walkEntry(lookUpCode(huffman, bits16), isDc);
}
