/** One file as a response: compressed, not modified, or a range. */
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { parseByteRange, type ByteRange } from './byte-range';
import { encodings, type Encoding, type SiteFile, type StoredForm } from './site-listing';

/** The relevant request headers; `undefined` if absent. */
export interface FileRequest {
  /** A HEAD request gets the headers only. */
  readonly method: string;
  readonly acceptEncoding: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifRange: string | undefined;
  readonly range: string | undefined;
}

/** The response with `file`. A range is always of the uncompressed form, so that the hash of the complete file can be checked. */
export async function serveFile(file: SiteFile, request: FileRequest): Promise<Response> {
  const range = wantedRange(file, request);
  const encoding = range === undefined ? chooseEncoding(file, request.acceptEncoding) : undefined;
  const etag = etagOf(file, encoding);
  const headers = commonHeaders(file, etag, encoding);
  if (matches(request.ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
  if (range === 'unsatisfiable') return refuseRange(file, headers);
  if (range !== undefined) return servePart(file, range, headers, request.method);
  const form = (encoding === undefined ? undefined : file.encoded[encoding]) ?? file;
  return serveWhole(form, headers, request.method);
}

function wantedRange(file: SiteFile, { range, ifRange }: FileRequest): ByteRange | 'unsatisfiable' | undefined {
  if (ifRange !== undefined && ifRange !== etagOf(file, undefined)) return undefined;
  return parseByteRange(range, file.bytes);
}

function etagOf({ tag }: SiteFile, encoding: Encoding | undefined): string {
  return encoding === undefined ? `"${tag}"` : `"${tag}-${encoding}"`;
}

function commonHeaders(file: SiteFile, etag: string, encoding: Encoding | undefined): Headers {
  const headers = new Headers({
    'content-type': file.contentType,
    'cache-control': file.cacheControl,
    'accept-ranges': 'bytes',
    etag,
  });
  if (Object.keys(file.encoded).length > 0) headers.set('vary', 'Accept-Encoding');
  if (encoding !== undefined) headers.set('content-encoding', encoding);
  return headers;
}

/** The best stored coding that the client names without `q=0`. */
function chooseEncoding({ encoded }: SiteFile, acceptEncoding = ''): Encoding | undefined {
  const accepted = acceptEncoding
    .toLowerCase()
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.replace(/;.*$/, '').trim());
  return encodings.find((encoding) => encoded[encoding] !== undefined && accepted.includes(encoding));
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

function refuseRange(file: SiteFile, headers: Headers): Response {
  headers.set('content-range', `bytes */${file.bytes}`);
  return new Response(null, { status: 416, headers });
}

/** The size is read from the open file: `npm start` replaces a compressed form by a smaller one while the server runs. */
async function serveWhole({ file }: StoredForm, headers: Headers, method: string): Promise<Response> {
  const handle = await open(file);
  const { size } = await handle.stat();
  headers.set('content-length', String(size));
  return new Response(await bodyOf(handle, method), { headers });
}

async function servePart(
  { file, bytes }: SiteFile,
  { first, last }: ByteRange,
  headers: Headers,
  method: string,
): Promise<Response> {
  headers.set('content-range', `bytes ${first}-${last}/${bytes}`);
  headers.set('content-length', String(last - first + 1));
  return new Response(await bodyOf(await open(file), method, { start: first, end: last }), { status: 206, headers });
}

/** Closes `handle`, at once or after the last byte. */
async function bodyOf(
  handle: FileHandle,
  method: string,
  range: { readonly start?: number; readonly end?: number } = {},
): Promise<ReadableStream<Uint8Array> | null> {
  if (method !== 'HEAD') return Readable.toWeb(handle.createReadStream(range)) as ReadableStream<Uint8Array>;
  await handle.close();
  return null;
}
