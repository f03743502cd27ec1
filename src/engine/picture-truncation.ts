import type { PictureFormat } from './picture-format';

/** Whether the file contains the end that its format requires. Formats without an end marker always count as complete. */
export function isComplete(bytes: Uint8Array, format: PictureFormat): boolean {
  switch (format) {
    case 'jpg':
      return hasJpegEnd(bytes);
    case 'png':
      return hasPngEnd(bytes);
    case 'webp':
      return bytes.length >= 8 + view(bytes).getUint32(4, true);
    case 'bmp':
      return bytes.length >= view(bytes).getUint32(2, true);
    case 'gif':
      return lastIndexOf(bytes, [0x3b]) > 12;
    case 'tiff':
    case 'heic':
    case 'avif':
    case 'svg':
      return true;
  }
}

/** The IEND chunk with its four bytes of checksum. */
function hasPngEnd(bytes: Uint8Array): boolean {
  const endAt = lastIndexOf(bytes, [0x49, 0x45, 0x4e, 0x44]);
  return endAt > 0 && endAt + 8 <= bytes.length;
}

/** An end marker after the first scan: that of an embedded thumbnail is before it. */
function hasJpegEnd(bytes: Uint8Array): boolean {
  const scanAt = firstScanAt(bytes);
  return scanAt > 0 && lastIndexOf(bytes, [0xff, 0xd9]) > scanAt;
}

/** The position of the first start-of-scan segment; 0 if there is none. */
function firstScanAt(bytes: Uint8Array): number {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1];
    if (marker === 0xda) return at;
    // Fill bytes may precede a marker.
    at += marker === 0xff ? 1 : 2 + view(bytes).getUint16(at + 2);
  }
  return 0;
}

function lastIndexOf(bytes: Uint8Array, wanted: readonly number[]): number {
  for (let at = bytes.length - wanted.length; at >= 0; at--) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return at;
  }
  return -1;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
