/** The format of a file by its first bytes. File names and MIME types are not used. */

/** The last three are recognised only to be refused with a precise fault where a host cannot decode them. */
export type PictureFormat = 'jpg' | 'png' | 'webp' | 'gif' | 'bmp' | 'tiff' | 'heic' | 'avif' | 'svg';

/** The format of the file; undefined if it is not a picture. */
export function formatOf(bytes: Uint8Array): PictureFormat | undefined {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpg';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  const head = latin1(bytes, 0, 16);
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif';
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return 'tiff';
  if (head.slice(4, 8) === 'ftyp') return isoFormatOf(latin1(bytes, 8, 64));
  if (isBmp(bytes)) return 'bmp';
  return isSvg(latin1(bytes, 0, 1024)) ? 'svg' : undefined;
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}

/** Brands of ISO/IEC 23008-12 (HEIF) and of AVIF; other `ftyp` files are videos. */
function isoFormatOf(brands: string): PictureFormat | undefined {
  if (/avif|avis/.test(brands)) return 'avif';
  return /heic|heix|hevc|hevx|heim|heis|mif1|msf1/.test(brands) ? 'heic' : undefined;
}

/** Texts may begin with `BM` too, so the header length must be one that exists. */
function isBmp(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x42, 0x4d]) && [12, 40, 52, 56, 64, 108, 124].some((length) => bytes[14] === length);
}

function isSvg(head: string): boolean {
  return /^\s*(ï»¿)?\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/.test(head);
}
