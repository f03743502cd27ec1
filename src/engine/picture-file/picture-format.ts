/** The format of a file by its first bytes. File names and MIME types are not used. */

/** SVG is recognised only to be refused with its own fault. */
export type PictureFormat = 'jpg' | 'png' | 'webp' | 'gif' | 'bmp' | 'tiff' | 'heic' | 'avif' | 'svg';

/** The format of the file; undefined if it is not a picture. */
export function formatOf(bytes: Uint8Array): PictureFormat | undefined {
  if (isJpeg(bytes)) return 'jpg';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  const head = latin1(bytes, 0, 16);
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'webp';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'gif';
  if (tiffSignatures.some((signature) => head.startsWith(signature))) return 'tiff';
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

/** Stray bytes may precede the first marker, as any other. */
const mostStrayBytes = 256;

/** Start of image, and another marker near it. */
function isJpeg(bytes: Uint8Array): boolean {
  if (!startsWith(bytes, [0xff, 0xd8])) return false;
  const head = bytes.subarray(2, 2 + mostStrayBytes);
  // At the end of a short file, 0xFF alone is enough: the file is cut off.
  return head.some((byte, at) => byte === 0xff && head[at + 1] !== 0);
}

/** TIFF and BigTIFF, in both byte orders. */
const tiffSignatures = ['II*\0', 'MM\0*', 'II+\0', 'MM\0+'];

const avifBrands = ['avif', 'avis'];
const heicBrands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];

/** Brands of ISO/IEC 23008-12 (HEIF) and of AVIF; other `ftyp` files are videos. */
function isoFormatOf(brands: string): PictureFormat | undefined {
  if (avifBrands.some((brand) => brands.includes(brand))) return 'avif';
  return heicBrands.some((brand) => brands.includes(brand)) ? 'heic' : undefined;
}

/** Texts may begin with `BM` too, so the header length must be one that exists. */
function isBmp(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x42, 0x4d]) && [12, 40, 52, 56, 64, 108, 124].some((length) => bytes[14] === length);
}

/**
 * Whether the root element is `svg`, after a byte order mark, an XML declaration, comments and a document type. A scan from
 * left to right: a regular expression with nested repetition took exponential time for a row of comments.
 */
function isSvg(head: string): boolean {
  let at = head.startsWith('ï»¿') ? 3 : 0;
  for (;;) {
    while (at < head.length && ' \t\r\n\f'.includes(head.charAt(at))) at++;
    if (head.startsWith('<svg', at)) return at + 4 < head.length && ' \t\r\n/>'.includes(head.charAt(at + 4));
    const end = prologueEnd(head, at);
    if (end === undefined) return false;
    at = end;
  }
}

const prologueItems = [
  { start: '<?', end: '?>' },
  { start: '<!--', end: '-->' },
  { start: '<!DOCTYPE', end: '>' },
] as const;

/** Where the prologue item at `at` ends, or undefined if there is none or it is cut off. */
function prologueEnd(head: string, at: number): number | undefined {
  const item = prologueItems.find(({ start }) => head.startsWith(start, at));
  const end = item === undefined ? -1 : head.indexOf(item.end, at + item.start.length);
  return item === undefined || end < 0 ? undefined : end + item.end.length;
}
