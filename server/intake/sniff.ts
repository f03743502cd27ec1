/** What bytes are by their first ones; what a client calls them is only compared with it. */
import { formatOf, type PictureFormat } from '../../src/engine/picture-format';
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

/** What a browser may draw when it reads the blob from us. The rest is bytes to it, SVG above all: it may hold scripts. */
const drawable: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']);

/** The media type of what is no picture. */
const plainBytes = 'application/octet-stream';

/** The media type by the first bytes. */
export function sniff(bytes: Uint8Array): string {
  const format = formatOf(bytes);
  return format === undefined ? plainBytes : mimes[format];
}

/** The media type under which a blob is answered. */
export function servedMime(mime: string): string {
  return drawable.has(mime) ? mime : plainBytes;
}

/** The fault of a blob that is declared as an image and is another thing. Other declarations are not looked at. */
export function mimeFault(declared: string, found: string): IntakeFault | undefined {
  if (!declared.startsWith('image/') || declared === found) return undefined;
  return { kind: 'not-what-it-says', mime: declared, found };
}
