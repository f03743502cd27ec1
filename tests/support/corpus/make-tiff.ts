/** Uncompressed little-endian TIFF files, also of kinds that no library here writes. Source: TIFF 6.0. */

export interface TiffPage {
  readonly width: number;
  readonly height: number;
  /** The samples as they are stored. */
  readonly pixels: Buffer;
  readonly bits: number;
  readonly channels: 1 | 3;
  /** 1 = unsigned, 2 = signed, 3 = float. */
  readonly sampleFormat?: 1 | 2 | 3;
  readonly isReduced?: boolean;
  /** 32803 for the unprocessed pixels of a sensor. */
  readonly photometric?: number;
}

const headerBytes = 8;

/** The pages, one after another. */
export function tiffOf(pages: readonly TiffPage[]): Buffer {
  const header: Buffer = Buffer.alloc(headerBytes);
  header.write('II*\0', 0, 'latin1');
  const parts: Buffer[] = [header];
  let at = headerBytes;
  let pointer = { buffer: header, at: 4 };
  for (const page of pages) {
    const directory = directoryOf(page, at);
    const directoryAt = at + page.pixels.length;
    pointer.buffer.writeUInt32LE(directoryAt, pointer.at);
    parts.push(page.pixels, directory);
    at = directoryAt + directory.length;
    pointer = { buffer: directory, at: directory.length - 4 };
  }
  return Buffer.concat(parts);
}

const long = 4;

/** Every value as one LONG; the bits are alike for all channels. */
function directoryOf(page: TiffPage, pixelsAt: number): Buffer {
  const { width, height, pixels, bits, channels, sampleFormat = 1, isReduced = false } = page;
  const entries: readonly (readonly [tag: number, value: number])[] = [
    [254, isReduced ? 1 : 0],
    [256, width],
    [257, height],
    [258, bits],
    [259, 1],
    [262, page.photometric ?? (channels === 3 ? 2 : 1)],
    [273, pixelsAt],
    [277, channels],
    [278, height],
    [279, pixels.length],
    [339, sampleFormat],
  ];
  const directory = Buffer.alloc(2 + 12 * entries.length + 4);
  directory.writeUInt16LE(entries.length, 0);
  entries.forEach(([tag, value], index) => {
    const entryAt = 2 + 12 * index;
    directory.writeUInt16LE(tag, entryAt);
    directory.writeUInt16LE(long, entryAt + 2);
    directory.writeUInt32LE(1, entryAt + 4);
    directory.writeUInt32LE(value, entryAt + 8);
  });
  return directory;
}
