/** WebP files: header, and the chunks that every decoder reads alike. Source: RFC 9649. */
import { outOfRange } from '../../math/out-of-range';
import { exifFacts } from './orientation';
import { CutOff, Malformed } from './parse-failure';
import { colour8, type PictureFile } from './picture-header';

interface WebpChunk {
  readonly name: string;
  readonly at: number;
  readonly endAt: number;
}

/** Throws `CutOff`, `Malformed`. */
export function readWebpFile(bytes: Uint8Array): PictureFile {
  const chunks = chunksOf(bytes);
  const exif = chunks.find(({ name }) => name === 'EXIF');
  return {
    format: 'webp',
    ...sizeOf(bytes, chunks),
    ...exifFacts(exif === undefined ? new Uint8Array(0) : bytes.subarray(exif.at + 8, exif.endAt)),
    samples: colour8,
    pieces: piecesOf(bytes, chunks),
    dataFault: () => undefined,
  };
}

const headerBytes = 12;

function chunksOf(bytes: Uint8Array): readonly WebpChunk[] {
  if (bytes.length < headerBytes) throw new CutOff('no header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fileEndAt = 8 + view.getUint32(4, true);
  if (fileEndAt > bytes.length) throw new CutOff('the file is shorter than it says');
  const chunks: WebpChunk[] = [];
  for (let at = headerBytes; at + 8 <= fileEndAt;) {
    const length = view.getUint32(at + 4, true);
    const endAt = at + 8 + length + (length & 1);
    // The last chunk may lack its padding.
    if (at + 8 + length > bytes.length) throw new CutOff('a chunk ends after the end of the file');
    chunks.push({ name: String.fromCharCode(...bytes.subarray(at, at + 4)), at, endAt: Math.min(endAt, bytes.length) });
    at = endAt;
  }
  return chunks;
}

interface WebpSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The size of the canvas, or that of the only frame. */
function sizeOf(bytes: Uint8Array, chunks: readonly WebpChunk[]): WebpSize {
  const first = chunks[0];
  const hasPicture = chunks.some(({ name }) => ['VP8 ', 'VP8L', 'ANMF'].includes(name));
  if (first === undefined || !hasPicture) throw new Malformed('no picture');
  const content = bytes.subarray(first.at + 8, first.endAt);
  if (content.length < 10 && first.name !== 'VP8L') throw new Malformed('a picture header');
  const byte = (at: number): number => content[at] ?? outOfRange();
  switch (first.name) {
    case 'VP8X':
      return {
        widthPx: 1 + (byte(4) | (byte(5) << 8) | (byte(6) << 16)),
        heightPx: 1 + (byte(7) | (byte(8) << 8) | (byte(9) << 16)),
      };
    case 'VP8 ':
      return { widthPx: (byte(6) | (byte(7) << 8)) & 0x3fff, heightPx: (byte(8) | (byte(9) << 8)) & 0x3fff };
    case 'VP8L':
      if (content.length < 5) throw new Malformed('a picture header');
      return {
        widthPx: 1 + (byte(1) | ((byte(2) & 0x3f) << 8)),
        heightPx: 1 + ((byte(2) >> 6) | (byte(3) << 2) | ((byte(4) & 0xf) << 10)),
      };
    default:
      throw new Malformed('an unknown first chunk');
  }
}

/** Flags of VP8X that announce Exif and XMP chunks. */
const metadataFlags = 0x0c;

/** Without Exif and XMP: the orientation is applied afterwards, since not every decoder applies it. */
function piecesOf(bytes: Uint8Array, chunks: readonly WebpChunk[]): readonly Uint8Array[] {
  const kept = chunks.filter(({ name }) => name !== 'EXIF' && name !== 'XMP ').map((chunk) => pieceOf(bytes, chunk));
  const header = bytes.slice(0, headerBytes);
  const length = kept.reduce((sum, piece) => sum + piece.length, 4);
  new DataView(header.buffer).setUint32(4, length, true);
  return [header, ...kept];
}

function pieceOf(bytes: Uint8Array, { name, at, endAt }: WebpChunk): Uint8Array {
  if (name !== 'VP8X') return bytes.subarray(at, endAt);
  const piece = bytes.slice(at, endAt);
  piece[8] = (piece[8] ?? outOfRange()) & ~metadataFlags;
  return piece;
}
