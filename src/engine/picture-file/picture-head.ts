/** The beginning of a large picture file as a whole file without pixels, so that the same code reads its header. */
import { outOfRange } from '../../math/out-of-range';
import { jpegMarker } from './jpeg-segments';
import { formatOf } from './picture-format';

/** So many bytes contain the header of nearly every photo, with its Exif data. */
export const headBytes = 65_536;

/** A JPEG or PNG file with the header of `head` and no pixels. Undefined where the header is longer, and for other formats. */
export function withoutPixels(head: Uint8Array): Uint8Array | undefined {
  switch (formatOf(head)) {
    case 'jpg':
      return jpegWithoutPixels(head);
    case 'png':
      return pngWithoutPixels(head);
    default:
      return undefined;
  }
}

/** Up to the header of the first scan. */
function jpegWithoutPixels(head: Uint8Array): Uint8Array | undefined {
  for (let at = 2; at + 4 <= head.length;) {
    if (head[at] !== 0xff) return undefined;
    const marker = head[at + 1];
    const endAt = at + 2 + (((head[at + 2] ?? outOfRange()) << 8) | (head[at + 3] ?? outOfRange()));
    if (endAt > head.length) return undefined;
    if (marker === jpegMarker.sos) return joined(head.subarray(0, endAt), [0xff, jpegMarker.eoi]);
    at = endAt;
  }
  return undefined;
}

/** Signature and header chunk. */
const pngHeaderBytes = 33;
/** An empty data chunk and the end chunk, each with its checksum. */
const pngEnd = [
  ...[0, 0, 0, 0, 0x49, 0x44, 0x41, 0x54, 0x35, 0xaf, 0x06, 0x1e],
  ...[0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82],
];

function pngWithoutPixels(head: Uint8Array): Uint8Array | undefined {
  return head.length < pngHeaderBytes ? undefined : joined(head.subarray(0, pngHeaderBytes), pngEnd);
}

function joined(head: Uint8Array, end: readonly number[]): Uint8Array {
  const whole = new Uint8Array(head.length + end.length);
  whole.set(head);
  whole.set(end, head.length);
  return whole;
}
