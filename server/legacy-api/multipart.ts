/** Multipart bodies (RFC 7578) out of a bounded buffer: parts are views of it, and nothing is allocated that a client could name. */
import { fail, succeed, type Result } from '../../src/domain/result';

/** One part. `fileName` is what the client says; it is told back and never becomes a path. */
export interface Part {
  readonly name: string;
  readonly fileName?: string;
  readonly bytes: Uint8Array;
}

/** Why a body cannot be read. */
export type MultipartFault =
  | { readonly kind: 'not-multipart' }
  | { readonly kind: 'no-boundary' }
  | { readonly kind: 'broken-multipart'; readonly what: string }
  | { readonly kind: 'too-many-parts'; readonly limit: number };

/** More parts than any of the earlier systems' forms has. */
const partLimit = 256;

/** The headers of one part: name and file name, with room for Java's extra ones. */
const headerLimitBytes = 8 * 1024;

/** RFC 2046, 5.1.1: at most 70 characters; some clients write more. */
const boundaryForm = /^\s*multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"\r\n]{1,200})"|([^\s";,]{1,200}))/i;

/** The parts of `body` in their order. */
export function parseMultipart(body: Buffer, contentType: string | undefined): Result<readonly Part[], MultipartFault> {
  if (!/^\s*multipart\/form-data\b/i.test(contentType ?? '')) return fail({ kind: 'not-multipart' });
  const found = boundaryForm.exec(contentType ?? '');
  const boundary = found?.[1] ?? found?.[2];
  return boundary === undefined
    ? fail({ kind: 'no-boundary' })
    : readParts(body, Buffer.from(`--${boundary}`, 'latin1'));
}

/** A line that begins with the delimiter; `isLast` where two dashes follow it. */
interface Delimiter {
  readonly from: number;
  readonly end: number;
  readonly isLast: boolean;
}

function readParts(body: Buffer, mark: Buffer): Result<readonly Part[], MultipartFault> {
  const parts: Part[] = [];
  let open = nextDelimiter(body, mark, 0);
  if (open === undefined) return fail({ kind: 'broken-multipart', what: 'its boundary does not occur' });
  while (!open.isLast) {
    if (parts.length === partLimit) return fail({ kind: 'too-many-parts', limit: partLimit });
    const close = nextDelimiter(body, mark, open.end - lineEnd.length);
    if (close === undefined) return fail({ kind: 'broken-multipart', what: 'its end is missing' });
    const part = readPart(body.subarray(open.end, Math.max(open.end, close.from)));
    if (!part.ok) return part;
    parts.push(part.value);
    open = close;
  }
  return succeed(parts);
}

const lineEnd = Buffer.from('\r\n');
const blankLine = Buffer.from('\r\n\r\n');

/** The next delimiter line at or after `from`. `from` of the answer is where the part before it ends. */
function nextDelimiter(body: Buffer, mark: Buffer, from: number): Delimiter | undefined {
  for (let at = body.indexOf(mark, from); at >= 0; at = body.indexOf(mark, at + 1)) {
    const isLineStart = at === 0 || body.subarray(at - lineEnd.length, at).equals(lineEnd);
    const line = isLineStart ? delimiterEnd(body, at + mark.length) : undefined;
    if (line !== undefined) return { from: Math.max(0, at - lineEnd.length), ...line };
  }
  return undefined;
}

/** After the delimiter come two dashes, or blanks and a line end; anything else is content that only looks alike. */
function delimiterEnd(body: Buffer, at: number): Omit<Delimiter, 'from'> | undefined {
  if (body[at] === dash && body[at + 1] === dash) return { end: at + 2, isLast: true };
  let end = at;
  while (body[end] === space || body[end] === tab) end++;
  const isLine = body.subarray(end, end + lineEnd.length).equals(lineEnd);
  return isLine ? { end: end + lineEnd.length, isLast: false } : undefined;
}

const dash = 0x2d;
const space = 0x20;
const tab = 0x09;

function readPart(part: Buffer): Result<Part, MultipartFault> {
  const headerEnd = part.subarray(0, headerLimitBytes).indexOf(blankLine);
  if (headerEnd < 0) return fail({ kind: 'broken-multipart', what: 'the headers of a part do not end' });
  const disposition = dispositionOf(part.toString('utf8', 0, headerEnd));
  const { name, filename } = disposition;
  if (name === undefined) return fail({ kind: 'broken-multipart', what: 'a part has no name' });
  const bytes = part.subarray(headerEnd + blankLine.length);
  return succeed({ name, bytes, ...(filename === undefined ? {} : { fileName: filename }) });
}

/** The parameters of `Content-Disposition`. Browsers, curl and Java each quote in their own way. */
function dispositionOf(headers: string): { readonly name?: string; readonly filename?: string } {
  const line = /^content-disposition[ \t]*:(.*)$/im.exec(headers)?.[1] ?? '';
  const parameters = new Map<string, string>();
  for (const [, key = '', quoted, plain] of line.matchAll(/;\s*([\w-]+\*?)\s*=\s*(?:"((?:\\"|[^"])*)"|([^\s;]*))/g)) {
    parameters.set(key.toLowerCase(), quoted === undefined ? (plain ?? '') : unquoted(quoted));
  }
  const name = parameters.get('name');
  const filename = extendedValue(parameters.get('filename*')) ?? parameters.get('filename');
  return { ...(name === undefined ? {} : { name }), ...(filename === undefined ? {} : { filename }) };
}

/** Browsers write `%22` for a quote (WHATWG), older clients a backslash before it and before a backslash. */
function unquoted(text: string): string {
  return text
    .replace(/\\(["\\])/g, '$1')
    .replace(/%22/g, '"')
    .replace(/%0d%0a|%0d|%0a/gi, ' ');
}

/** RFC 5987: `UTF-8''na%C3%AFve.jpg`. */
function extendedValue(text: string | undefined): string | undefined {
  const encoded = /^utf-8'[^']*'(.*)$/i.exec(text ?? '')?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    // Wrongly encoded: the plain file name is taken.
    return undefined;
  }
}
