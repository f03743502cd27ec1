/** One file as an answer: compressed form, not modified, or a part of it. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { parseByteRange, type ByteRange } from './byte-range';
import { encodings, type Encoding, type SiteFile, type StoredForm } from './site-listing';

/** The headers of a request that decide; `undefined` where it has none. */
export interface FileRequest {
  readonly acceptEncoding: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifRange: string | undefined;
  readonly range: string | undefined;
}

/** The answer with `file`. A part is always of the plain form, so that its hash can be checked when it is whole. */
export function serveFile(file: SiteFile, request: FileRequest): Response {
  const range = wantedRange(file, request);
  const encoding = range === undefined ? chooseEncoding(file, request.acceptEncoding) : undefined;
  const etag = etagOf(file, encoding);
  const headers = commonHeaders(file, etag, encoding);
  if (matches(request.ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
  if (range === 'unsatisfiable') return refuseRange(file, headers);
  if (range !== undefined) return servePart(file, range, headers);
  const form = (encoding === undefined ? undefined : file.encoded[encoding]) ?? file;
  headers.set('content-length', String(form.bytes));
  return new Response(stream(form), { headers });
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

function servePart(file: SiteFile, { first, last }: ByteRange, headers: Headers): Response {
  headers.set('content-range', `bytes ${first}-${last}/${file.bytes}`);
  headers.set('content-length', String(last - first + 1));
  return new Response(stream(file, { first, last }), { status: 206, headers });
}

function stream({ file }: StoredForm, range?: ByteRange): ReadableStream<Uint8Array> {
  const options = range === undefined ? {} : { start: range.first, end: range.last };
  return Readable.toWeb(createReadStream(file, options)) as ReadableStream<Uint8Array>;
}
