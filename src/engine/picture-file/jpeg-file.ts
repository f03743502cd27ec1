/** JPEG files: header, and the segments that matter to a decoder. Source: ITU T.81, annex B; T.872 (Adobe). */
import { outOfRange } from '../../math/out-of-range';
import { jpegMarker, jpegSegments, type JpegSegment } from './jpeg-segments';
import { exifFacts } from './orientation';
import { Malformed, OtherVariant } from './parse-failure';
import { colour8, type PictureFile, type SampleLayout } from './picture-header';

/** A component of the frame: identifier and sampling factors. */
export interface JpegComponent {
  readonly id: number;
  readonly across: number;
  readonly down: number;
}

/** The frame header (SOF). */
export interface JpegFrame {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isProgressive: boolean;
  readonly components: readonly JpegComponent[];
}

/** Throws `CutOff`, `Malformed`, `OtherVariant`. */
export function readJpegFile(bytes: Uint8Array, isScanComplete: ScanCheck): PictureFile {
  const segments = jpegSegments(bytes);
  const frame = frameOf(bytes, segments);
  if (!segments.some(({ marker }) => marker === jpegMarker.sos)) throw new Malformed('no scan');
  const { widthPx, heightPx, components } = frame;
  return {
    format: 'jpg',
    widthPx,
    heightPx,
    ...exifFacts(exifOf(bytes, segments)),
    samples: { ...colour8, colour: colourOf(components.length) },
    pieces: piecesOf(bytes, segments, components.length),
    dataFault: () => (isScanComplete(bytes, segments, frame) ? undefined : 'truncated'),
  };
}

/** See `jpeg-scan.ts`. */
export type ScanCheck = (bytes: Uint8Array, segments: readonly JpegSegment[], frame: JpegFrame) => boolean;

function colourOf(components: number): SampleLayout['colour'] {
  if (components === 1) return 'grey';
  return components === 4 ? 'cmyk' : 'colour';
}

function frameOf(bytes: Uint8Array, segments: readonly JpegSegment[]): JpegFrame {
  const [frame, second] = segments.filter(({ marker }) => isFrame(marker));
  if (frame === undefined || second !== undefined) throw new Malformed('not exactly one frame');
  const variant = variantOf(frame.marker);
  if (variant !== undefined) throw new OtherVariant(variant);
  return readFrame(bytes.subarray(frame.at + 4, frame.endAt), frame.marker === 0xc2);
}

function readFrame(content: Uint8Array, isProgressive: boolean): JpegFrame {
  const [bits, , , , , count] = content;
  if (bits === 12) throw new OtherVariant('deep-jpeg');
  if (count === undefined || bits !== 8 || content.length < 6 + 3 * count) throw new Malformed('a frame header');
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const [heightPx, widthPx] = [view.getUint16(1), view.getUint16(3)];
  if (widthPx === 0 || heightPx === 0) throw new Malformed('a picture without pixels');
  return { widthPx, heightPx, isProgressive, components: componentsOf(content, count) };
}

function componentsOf(content: Uint8Array, count: number): readonly JpegComponent[] {
  if (![1, 3, 4].includes(count)) throw new Malformed(`${count} components`);
  return Array.from({ length: count }, (_, index) => {
    const at = 6 + 3 * index;
    const [id, factors] = [content[at] ?? outOfRange(), content[at + 1] ?? outOfRange()];
    const [across, down] = [factors >> 4, factors & 15];
    if (across < 1 || across > 4 || down < 1 || down > 4) throw new Malformed('a sampling factor');
    return { id, across, down };
  });
}

/** SOF0 to SOF15, without DHT, JPG and DAC, which lie between them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== jpegMarker.dht && marker !== 0xc8 && marker !== 0xcc;
}

/** Baseline, extended and progressive with Huffman codes are read everywhere. */
function variantOf(marker: number): 'lossless-jpeg' | 'arithmetic-jpeg' | undefined {
  if (marker <= 0xc2) return undefined;
  return marker >= 0xc9 ? 'arithmetic-jpeg' : 'lossless-jpeg';
}

const app1 = 0xe1;
const app2 = 0xe2;
const app14 = 0xee;

/** The content of the first segment with Exif data. */
function exifOf(bytes: Uint8Array, segments: readonly JpegSegment[]): Uint8Array {
  const segment = segments.find((each) => each.marker === app1 && startsWith(bytes, each, 'Exif\0'));
  return segment === undefined ? new Uint8Array(0) : bytes.subarray(segment.at + 4, segment.endAt);
}

/**
 * Start, tables, frame, scans, end; JFIF and Adobe, which say how colours are coded; the colour profile, except that of CMYK:
 * decoders differ in whether they use it.
 */
function piecesOf(bytes: Uint8Array, segments: readonly JpegSegment[], components: number): readonly Uint8Array[] {
  const kept = segments.filter((segment) => isKept(bytes, segment, components));
  const ends = { start: Uint8Array.of(0xff, jpegMarker.soi), end: Uint8Array.of(0xff, jpegMarker.eoi) };
  return [ends.start, ...kept.map(({ at, endAt }) => bytes.subarray(at, endAt)), ends.end];
}

function isKept(bytes: Uint8Array, segment: JpegSegment, components: number): boolean {
  const { marker } = segment;
  if (marker === app2) return components < 4 && startsWith(bytes, segment, 'ICC_PROFILE\0');
  if (marker >= jpegMarker.app0 && marker <= 0xef) return marker === jpegMarker.app0 || marker === app14;
  return marker !== jpegMarker.com;
}

function startsWith(bytes: Uint8Array, { at }: JpegSegment, name: string): boolean {
  return String.fromCharCode(...bytes.subarray(at + 4, at + 4 + name.length)) === name;
}
