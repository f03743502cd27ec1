/** The segments of a JPEG file. Source: ITU T.81, annex B. */
import { CutOff, Malformed } from './parse-failure';

/** One segment; of a scan the header with its compressed data. Positions are those of the file, from the marker to the end. */
export interface JpegSegment {
  readonly marker: number;
  readonly at: number;
  readonly endAt: number;
  /** Where the compressed data of a scan begins; `endAt` for other segments. */
  readonly dataAt: number;
}

export const jpegMarker = {
  soi: 0xd8,
  eoi: 0xd9,
  sos: 0xda,
  dqt: 0xdb,
  dht: 0xc4,
  dri: 0xdd,
  app0: 0xe0,
  com: 0xfe,
} as const;

/**
 * Every segment up to the end marker, the end marker excluded. Fill bytes (B.1.1.2) and stray bytes before a marker are skipped.
 * Throws `CutOff` if the file ends before its end marker.
 */
export function jpegSegments(bytes: Uint8Array): readonly JpegSegment[] {
  const segments: JpegSegment[] = [];
  for (let at = markerFrom(bytes, 2); ;) {
    const marker = byteAt(bytes, at + 1);
    if (marker === jpegMarker.eoi) return segments;
    if (marker === jpegMarker.soi) throw new Malformed('a second start of image');
    const endAt = isStandalone(marker) ? at + 2 : readSegment(bytes, at, marker, segments);
    at = markerFrom(bytes, endAt);
  }
}

/** Whether the marker has neither length nor content: TEM and the restart markers. */
function isStandalone(marker: number): boolean {
  return marker === 0x01 || isRestart(marker);
}

export function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}

/** Adds the segment; returns where it ends. */
function readSegment(bytes: Uint8Array, at: number, marker: number, segments: JpegSegment[]): number {
  const length = (byteAt(bytes, at + 2) << 8) | byteAt(bytes, at + 3);
  if (length < 2) throw new Malformed('a segment shorter than its length field');
  const dataAt = at + 2 + length;
  if (dataAt > bytes.length) throw new CutOff('a segment ends after the end of the file');
  const endAt = marker === jpegMarker.sos ? scanEnd(bytes, dataAt) : dataAt;
  segments.push({ marker, at, endAt, dataAt: marker === jpegMarker.sos ? dataAt : endAt });
  return endAt;
}

/** The position of the next marker: 0xFF with something behind it that is neither 0 nor a fill byte. */
function markerFrom(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at++) {
    at = bytes.indexOf(0xff, at);
    if (at < 0 || at + 1 >= bytes.length) throw new CutOff('no further marker');
    const next = bytes[at + 1];
    if (next !== 0 && next !== 0xff) return at;
  }
}

/** Where the compressed data ends: at the next marker that is no restart marker, without the fill bytes before it. */
function scanEnd(bytes: Uint8Array, dataAt: number): number {
  let at = markerFrom(bytes, dataAt);
  while (isRestart(byteAt(bytes, at + 1))) at = markerFrom(bytes, at + 2);
  while (at > dataAt && bytes[at - 1] === 0xff) at--;
  return at;
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new CutOff('the file ends in a segment');
  return byte;
}
