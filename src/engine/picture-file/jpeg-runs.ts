/** Several Huffman codes of AC coefficients with one lookup: most are short. */
import { lookUpCode, type HuffmanTable } from './jpeg-huffman';

/** How many bits are looked up; more codes per lookup than with fewer, and the table stays in the nearest cache. */
export const runBits = 12;

/** Where a block does not end, further coefficients of it follow. */
export const longestRun = 63;

/** Flag of an entry: the last code ends the block. */
export const runEnd = 32;

/** No code is found in it. */
export const noRuns = new Uint16Array(1 << runBits);

/**
 * By the next `runBits` bits, the codes that lie wholly in them, to the end of the block at most: `bits | runEnd | advance << 6`, as
 * in `WalkTable`. The value behind the last code may lie outside. 0 if the first code is longer or no code.
 */
export function runsOf(huffman: HuffmanTable): Uint16Array {
  return noRuns.map((_, bits) => runEntry(huffman, bits << (16 - runBits)));
}

function runEntry(huffman: HuffmanTable, bits16: number): number {
  let [used, advance] = [0, 0];
  while (used < runBits) {
    const code = lookUpCode(huffman, (bits16 << used) & 0xffff);
    const [length, symbol] = [code >> 8, code & 255];
    if (code === 0 || used + length > runBits) break;
    if (isEndOfBlock(symbol)) return (used + length) | runEnd | (advance << 6);
    const next = advance + (symbol >> 4) + 1;
    if (next > longestRun) break;
    advance = next;
    used += length + (symbol & 15);
  }
  return used | (advance << 6);
}

/** A size of 0 with any run but that of 16 zeros. */
function isEndOfBlock(symbol: number): boolean {
  return (symbol & 15) === 0 && symbol !== 0xf0;
}
