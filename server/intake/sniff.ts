/** Detects the media type by the first bytes; a declared type is only compared with it. */
import { formatOf, type PictureFormat } from '../../src/engine/picture-file/picture-format';
import type { IntakeFault } from '../../src/protocol/intake';

const mimes: Readonly<Record<PictureFormat, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  bmp: 'image/bmp',
  tiff: 'image/tiff',
  heic: 'image/heic',
  avif: 'image/avif',
  svg: 'image/svg+xml',
};

/** Types that browsers may display. Others are served as plain bytes, in particular SVG, which may contain scripts. */
const drawable: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']);

/** The media type of everything else. */
const plainBytes = 'application/octet-stream';

/** The media type by the first bytes. */
export function sniff(bytes: Uint8Array): string {
  const format = formatOf(bytes);
  return format === undefined ? plainBytes : mimes[format];
}

/** The media type with which a blob is served. */
export function servedMime(mime: string): string {
  return drawable.has(mime) ? mime : plainBytes;
}

/** The fault of a blob that is declared as an image and is something else. Other declarations are ignored. */
export function mimeFault(declared: string, found: string): IntakeFault | undefined {
  if (!declared.startsWith('image/') || declared === found) return undefined;
  return { kind: 'not-what-it-says', mime: declared, found };
}
