/** Directories (IFDs) of TIFF, BigTIFF and Exif: anywhere in the file, in both byte orders. Source: TIFF 6.0, section 2; BigTIFF. */

import { CutOff } from './parse-failure';

/** Numbers by tag. Texts are the numbers of their characters. Values that are no whole numbers, or outside the file, are absent. */
export type TiffDirectory = ReadonlyMap<number, readonly number[]>;

interface TiffLayout {
  readonly view: DataView;
  readonly littleEndian: boolean;
  /** BigTIFF has 8 bytes where TIFF has 4 (offsets) or 2 (number of entries). */
  readonly isBig: boolean;
}

/** More directories than any real file has; a chain may contain a cycle. */
const mostDirectories = 1000;

/** More values of one tag than are needed: strips of a large picture. */
const mostValues = 100_000;

/**
 * The directories of the chain that begins in the header, in their order. Throws `CutOff` if one is outside the file; none if
 * the header is not that of a TIFF.
 */
export function readDirectories(bytes: Uint8Array): readonly TiffDirectory[] {
  const layout = layoutOf(bytes);
  if (layout === undefined) return [];
  const directories: TiffDirectory[] = [];
  const seen = new Set<number>();
  for (let at = offsetAt(layout, layout.isBig ? 8 : 4); at !== 0 && !seen.has(at);) {
    if (seen.size >= mostDirectories) break;
    seen.add(at);
    const { directory, nextAt } = readDirectory(layout, at);
    directories.push(directory);
    at = nextAt;
  }
  return directories;
}

/** The directory at `offset` from the start of the TIFF, as tags of another directory name it. */
export function directoryAt(bytes: Uint8Array, offset: number): TiffDirectory | undefined {
  const layout = layoutOf(bytes);
  return layout && readDirectory(layout, offset).directory;
}

function layoutOf(bytes: Uint8Array): TiffLayout | undefined {
  if (bytes.length < 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const order = view.getUint16(0);
  const littleEndian = order === 0x4949;
  if (!littleEndian && order !== 0x4d4d) return undefined;
  const magic = view.getUint16(2, littleEndian);
  if (magic !== 42 && magic !== 43) return undefined;
  return { view, littleEndian, isBig: magic === 43 };
}

function readDirectory(layout: TiffLayout, at: number): { readonly directory: TiffDirectory; readonly nextAt: number } {
  const { isBig } = layout;
  const count = isBig ? offsetAt(layout, at) : numberAt(layout, at, 2);
  const [firstAt, entryBytes] = isBig ? [at + 8, 20] : [at + 2, 12];
  const endAt = firstAt + count * entryBytes;
  if (endAt > layout.view.byteLength) throw new CutOff('a directory ends after the end of the file');
  const directory = new Map<number, readonly number[]>();
  for (let entryAt = firstAt; entryAt < endAt; entryAt += entryBytes) {
    const values = valuesAt(layout, entryAt);
    const tag = numberAt(layout, entryAt, 2);
    if (values !== undefined && !directory.has(tag)) directory.set(tag, values);
  }
  // Exif writers may leave out the offset of the next directory after the last one.
  const hasNext = endAt + (isBig ? 8 : 4) <= layout.view.byteLength;
  return { directory, nextAt: hasNext ? offsetAt(layout, endAt) : 0 };
}

/** Bytes of a value by its type: byte, text, short, long, signed byte, undefined, signed short, signed long, IFD, and 8-byte ones. */
const bytesByType: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  13: 4,
  16: 8,
  18: 8,
};

function valuesAt(layout: TiffLayout, entryAt: number): readonly number[] | undefined {
  const size = bytesByType[numberAt(layout, entryAt + 2, 2)];
  const count = layout.isBig ? offsetAt(layout, entryAt + 4) : numberAt(layout, entryAt + 4, 4);
  if (size === undefined || count === 0 || count > mostValues) return undefined;
  const valueAt = entryAt + (layout.isBig ? 12 : 8);
  const from = size * count <= (layout.isBig ? 8 : 4) ? valueAt : offsetAt(layout, valueAt);
  if (from + size * count > layout.view.byteLength) return undefined;
  return Array.from({ length: count }, (_, index) => numberAt(layout, from + index * size, size));
}

function offsetAt(layout: TiffLayout, at: number): number {
  return numberAt(layout, at, layout.isBig ? 8 : 4);
}

function numberAt({ view, littleEndian }: TiffLayout, at: number, bytes: number): number {
  if (at + bytes > view.byteLength) throw new CutOff('a number lies after the end of the file');
  switch (bytes) {
    case 1:
      return view.getUint8(at);
    case 2:
      return view.getUint16(at, littleEndian);
    case 4:
      return view.getUint32(at, littleEndian);
    default:
      return Number(view.getBigUint64(at, littleEndian));
  }
}
