/** PNG files: header, and the chunks that every decoder reads alike. Source: PNG, third edition. */
import { crc32 } from '../../math/crc32';
import { exifFacts } from './orientation';
import { CutOff, Malformed, OtherVariant } from './parse-failure';
import type { PictureFile, SampleLayout } from './picture-header';

interface PngChunk {
  readonly name: string;
  readonly at: number;
  readonly endAt: number;
}

/** Throws `CutOff`, `Malformed`, `OtherVariant`. */
export function readPngFile(bytes: Uint8Array): PictureFile {
  const chunks = chunksOf(bytes);
  const header = chunks[0];
  if (header?.name !== 'IHDR' || header.endAt - header.at !== 25) throw new Malformed('no header chunk');
  const content = new DataView(bytes.buffer, bytes.byteOffset + header.at + 8, 13);
  const [widthPx, heightPx] = [content.getUint32(0), content.getUint32(4)];
  if (widthPx === 0 || heightPx === 0 || !has(chunks, 'IDAT')) throw new Malformed('a picture without pixels');
  if (isHdr(bytes, chunks)) throw new OtherVariant('hdr');
  const exif = chunks.find(({ name }) => name === 'eXIf');
  const kept = chunks.filter(({ name }) => keptChunks.has(name));
  return {
    format: 'png',
    widthPx,
    heightPx,
    ...exifFacts(exif === undefined ? new Uint8Array(0) : bytes.subarray(exif.at + 8, exif.endAt - 4)),
    samples: samplesOf(content.getUint8(8), content.getUint8(9)),
    pieces: [bytes.subarray(0, signatureBytes), ...kept.map(({ at, endAt }) => bytes.subarray(at, endAt))],
    dataFault: () => (kept.every((chunk) => hasRightChecksum(bytes, chunk)) ? undefined : 'decode-failed'),
  };
}

const signatureBytes = 8;

/**
 * The picture and its colour profile. Without `gAMA` and `cHRM`, which browsers apply and other decoders do not: samples without a
 * profile are sRGB, as in training. Without the orientation, which is applied afterwards, and without the frames of an animation.
 */
const keptChunks: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'iCCP', 'sRGB', 'IDAT', 'IEND']);

/** The chunks up to the end chunk. */
function chunksOf(bytes: Uint8Array): readonly PngChunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: PngChunk[] = [];
  for (let at = signatureBytes; ;) {
    if (at + 12 > bytes.length) throw new CutOff('no end chunk');
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (!/^[A-Za-z]{4}$/.test(name)) throw new Malformed('not the name of a chunk');
    const endAt = at + 12 + view.getUint32(at);
    if (endAt > bytes.length) throw new CutOff('a chunk ends after the end of the file');
    chunks.push({ name, at, endAt });
    if (name === 'IEND') return chunks;
    at = endAt;
  }
}

function has(chunks: readonly PngChunk[], wanted: string): boolean {
  return chunks.some(({ name }) => name === wanted);
}

/** Transfer functions of ITU-T H.273: PQ and HLG. */
const hdrTransfers: readonly (number | undefined)[] = [16, 18];

function isHdr(bytes: Uint8Array, chunks: readonly PngChunk[]): boolean {
  const code = chunks.find(({ name }) => name === 'cICP');
  return code !== undefined && hdrTransfers.includes(bytes[code.at + 9]);
}

const colourOfType: Readonly<Record<number, SampleLayout['colour']>> = {
  0: 'grey',
  2: 'colour',
  3: 'palette',
  4: 'grey',
  6: 'colour',
};

function samplesOf(bits: number, type: number): SampleLayout {
  const colour = colourOfType[type];
  if (colour === undefined) throw new Malformed('an unknown colour type');
  return { bits, kind: 'unsigned', colour };
}

function hasRightChecksum(bytes: Uint8Array, { at, endAt }: PngChunk): boolean {
  const stored = new DataView(bytes.buffer, bytes.byteOffset + endAt - 4, 4).getUint32(0);
  return crc32(bytes.subarray(at + 4, endAt - 4)) === stored;
}
