/**
 * Whether the compressed data of a JPEG is whole: each scan has a code for every block, nothing is left over, and the scans
 * together have all coefficients. Decoders fill what is missing with grey and do not report it.
 */
import { outOfRange } from '../../math/out-of-range';
import type { JpegComponent, JpegFrame } from './jpeg-file';
import { readHuffmanTables, type HuffmanTable, type TableId } from './jpeg-huffman';
import { AcWalk, type Band, type NonZero } from './jpeg-progressive';
import { BitReader, scanIntervals, type ScanBits } from './jpeg-bits';
import { jpegMarker, type JpegSegment } from './jpeg-segments';
import { walkSequential, walkTable } from './jpeg-sequential';
import { Malformed } from './parse-failure';

/** Bits that may be left over in an interval: less than a byte of padding, and a few bytes that some encoders add. */
const spareBits = 8 * 4;

/** From 64 kB of a scan on, larger tables are worth their time. */
const longScanBits = 8 * 65_536;

/** Returns false too where the tables contradict the format. */
export function isScanComplete(bytes: Uint8Array, segments: readonly JpegSegment[], frame: JpegFrame): boolean {
  try {
    const state = stateOf(frame);
    return segments.every((segment) => readSegment(bytes, segment, state)) && isWhole(state);
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

/** What the segments before a scan have set. */
interface ScanState {
  readonly frame: JpegFrame;
  readonly tables: Map<TableId, HuffmanTable>;
  readonly planes: readonly Plane[];
  restartInterval: number;
}

/** A component with its blocks. */
interface Plane {
  readonly component: JpegComponent;
  /** Blocks of the picture, without those that fill up the last units. */
  readonly blocksAcross: number;
  readonly blocksDown: number;
  readonly nonZero: NonZero;
  /** By coefficient, how many low bits are missing; `unread` at first. */
  readonly missingBits: Uint8Array;
}

const unread = 255;

function stateOf(frame: JpegFrame): ScanState {
  const { across, down } = largestFactors(frame);
  const planes = frame.components.map((component) => {
    const blocksAcross = Math.ceil(Math.ceil((frame.widthPx * component.across) / across) / 8);
    const blocksDown = Math.ceil(Math.ceil((frame.heightPx * component.down) / down) / 8);
    const nonZero = new Int32Array(frame.isProgressive ? 2 * blocksAcross * blocksDown : 0);
    return { component, blocksAcross, blocksDown, nonZero, missingBits: new Uint8Array(64).fill(unread) };
  });
  return { frame, tables: new Map(), planes, restartInterval: 0 };
}

function largestFactors({ components }: JpegFrame): { readonly across: number; readonly down: number } {
  return {
    across: Math.max(...components.map(({ across }) => across)),
    down: Math.max(...components.map(({ down }) => down)),
  };
}

function isWhole({ planes }: ScanState): boolean {
  return planes.every(({ missingBits }) => missingBits.every((missing) => missing === 0));
}

/** Returns false at a scan that is not whole. */
function readSegment(bytes: Uint8Array, segment: JpegSegment, state: ScanState): boolean {
  const content = bytes.subarray(segment.at + 4, segment.dataAt);
  switch (segment.marker) {
    case jpegMarker.dht:
      for (const [id, table] of readHuffmanTables(content)) state.tables.set(id, table);
      return true;
    case jpegMarker.dri:
      state.restartInterval = ((content[0] ?? outOfRange()) << 8) | (content[1] ?? outOfRange());
      return true;
    case jpegMarker.sos:
      return walkScan(readScan(content, state), scanIntervals(bytes, segment), state);
    default:
      return true;
  }
}

/** The class of AC tables in a `TableId`. */
const firstAcTable = 0x10;

interface ScanPart {
  readonly plane: Plane;
  readonly dcTable: TableId;
  readonly acTable: TableId;
}

interface Scan {
  readonly parts: readonly ScanPart[];
  readonly band: Band;
}

/** The scan header, entered into the coefficients that are known. */
function readScan(content: Uint8Array, { planes, frame }: ScanState): Scan {
  const count = content[0] ?? outOfRange();
  if (content.length < 4 + 2 * count || count === 0) throw new Malformed('a scan header');
  const parts = Array.from({ length: count }, (_, index) => {
    const [id, tables = outOfRange()] = content.subarray(1 + 2 * index);
    const plane = planes.find(({ component }) => component.id === id);
    if (plane === undefined) throw new Malformed('a scan of an unknown component');
    return { plane, dcTable: tables >> 4, acTable: firstAcTable | (tables & 15) };
  });
  const { band, missing } = frame.isProgressive ? progressiveBand(content.subarray(1 + 2 * count)) : wholeBand;
  for (const { plane } of parts) plane.missingBits.fill(missing, band.first, band.last + 1);
  return { parts, band };
}

interface ScannedBand {
  readonly band: Band;
  /** How many low bits of the coefficients are not in this scan. */
  readonly missing: number;
}

function progressiveBand([first = outOfRange(), last = outOfRange(), bits = outOfRange()]: Uint8Array): ScannedBand {
  const mixesDcAndAc = first === 0 && last > 0;
  if (last > 63 || first > last || mixesDcAndAc) throw new Malformed('a band of coefficients');
  return { band: { first, last, isRefinement: bits >> 4 > 0 }, missing: bits & 15 };
}

const wholeBand: ScannedBand = { band: { first: 0, last: 63, isRefinement: false }, missing: 0 };

function walkScan(scan: Scan, intervals: readonly ScanBits[] | undefined, state: ScanState): boolean {
  if (intervals === undefined) return false;
  const units = unitsOf(scan, state.frame);
  const perInterval = state.restartInterval === 0 ? units : state.restartInterval;
  const wanted = Math.ceil(units / perInterval);
  // Some encoders write a restart marker after the last interval too.
  const last = intervals[wanted];
  if (intervals.length < wanted || intervals.length > wanted + 1) return false;
  if (last !== undefined && last.to - last.from > spareBits) return false;
  const walk = walkerOf(scan, state, intervals.at(-1)?.to ?? outOfRange());
  return intervals.slice(0, wanted).every((interval, index) => {
    const from = index * perInterval;
    const left = walk(interval, from, Math.min(perInterval, units - from));
    return left >= 0 && left < spareBits;
  });
}

/** Units (MCUs) of a scan: one block each if it has one component. */
function unitsOf({ parts }: Scan, frame: JpegFrame): number {
  const [only, second] = parts;
  if (only !== undefined && second === undefined) return only.plane.blocksAcross * only.plane.blocksDown;
  const { across, down } = largestFactors(frame);
  return Math.ceil(frame.widthPx / (8 * across)) * Math.ceil(frame.heightPx / (8 * down));
}

/** Walks through `units` units from number `from` on; returns the bits that are left, as `walkSequential`. */
type Walker = (interval: ScanBits, from: number, units: number) => number;

function walkerOf(scan: Scan, state: ScanState, bits: number): Walker {
  if (!state.frame.isProgressive) return sequentialWalker(scan, state, bits >= longScanBits);
  return scan.band.first === 0 ? dcWalker(scan, state) : acWalker(scan, state);
}

function sequentialWalker({ parts }: Scan, { tables }: ScanState, isLong: boolean): Walker {
  const ids = new Set(parts.flatMap(({ dcTable, acTable }) => [dcTable, acTable]));
  const walked = new Map(
    [...ids].map((id) => [id, walkTable(tableIn(tables, id), { isDc: id < firstAcTable, isLong })] as const),
  );
  const dc = blocksOf(parts, ({ dcTable }) => walked.get(dcTable) ?? outOfRange());
  const ac = blocksOf(parts, ({ acTable }) => walked.get(acTable) ?? outOfRange());
  return (interval, _, units) => walkSequential(interval, units, dc, ac);
}

function dcWalker({ parts, band }: Scan, { tables }: ScanState): Walker {
  const perUnit = blocksOf(parts, ({ dcTable }) => (band.isRefinement ? undefined : tableIn(tables, dcTable)));
  return (interval, _, units) => {
    const reader = new BitReader(interval);
    for (let unit = 0; unit < units && reader.bitsLeft >= 0; unit++) {
      for (const table of perUnit) {
        const size = table === undefined ? 1 : reader.symbol(table);
        if (size < 0 || size > 16) return NaN;
        reader.skip(size);
      }
    }
    return reader.bitsLeft;
  };
}

function acWalker({ parts, band }: Scan, { tables }: ScanState): Walker {
  const [part, second] = parts;
  if (part === undefined || second !== undefined) throw new Malformed('AC coefficients of several components');
  const table = tableIn(tables, part.acTable);
  return (interval, from, units) => {
    const reader = new BitReader(interval);
    const walk = new AcWalk(reader, table, band, part.plane.nonZero);
    for (let block = from; block < from + units && reader.bitsLeft >= 0; block++) {
      if (!walk.block(block)) return NaN;
    }
    return reader.bitsLeft;
  };
}

/** One value per block of a unit, in the order of the data. */
function blocksOf<Value>(parts: readonly ScanPart[], valueOf: (part: ScanPart) => Value): readonly Value[] {
  const isOnly = parts.length === 1;
  return parts.flatMap((part) => {
    const { across, down } = part.plane.component;
    return Array<Value>(isOnly ? 1 : across * down).fill(valueOf(part));
  });
}

function tableIn(tables: ReadonlyMap<TableId, HuffmanTable>, id: TableId): HuffmanTable {
  const table = tables.get(id);
  if (table === undefined) throw new Malformed('a scan without its Huffman table');
  return table;
}
