/**
 * A streaming parser of multipart bodies (RFC 7578), in linear time and with bounded memory. It accepts what other
 * servers accept and the maintained parsers do not (`docs/adr/0009-multipart-zip-export.md`): line ends of LF alone, blanks
 * after a delimiter, folded headers.
 */
import { fail, succeed, type Result } from '../../src/domain/result';
import { readParameters, readPartHeaders } from './part-headers';

/** Why a body cannot be read. */
export type MultipartFault =
  | { readonly kind: 'not-multipart' }
  | { readonly kind: 'no-boundary' }
  | { readonly kind: 'broken-multipart'; readonly what: BrokenPart }
  | { readonly kind: 'too-many-parts'; readonly limit: number };

/** The part of a body that is invalid. */
type BrokenPart = 'no-delimiter' | 'no-end' | 'endless-headers' | 'no-name';

/** What the parser finds, in the order of the body. `data` is a view of the chunk: valid until the next one. */
export type MultipartEvent =
  | { readonly kind: 'part'; readonly name: string; readonly fileName?: string }
  | { readonly kind: 'data'; readonly bytes: Uint8Array };

/** Reads a body chunk by chunk. After a fault it must not be called again. */
export interface MultipartParser {
  push(chunk: Uint8Array): Result<readonly MultipartEvent[], MultipartFault>;
  /** Call when the body has ended. */
  finish(): Result<undefined, MultipartFault>;
}

/** More parts than any form of the legacy API has. */
const partLimit = 256;

/** Name and file name of one part, with room for Java's additional headers. */
const headerLimitBytes = 8 * 1024;

/** RFC 2046, 5.1.1: at most 70 characters; some clients write more. */
const boundaryLimit = 200;

/** Blanks that gateways may add after a delimiter (RFC 2046, 5.1.1, "transport padding"). */
const paddingLimit = 200;

const cr = 0x0d;
const lf = 0x0a;
const dash = 0x2d;
const space = 0x20;
const tab = 0x09;

/** A parser for a body of this content type. */
export function createMultipartParser(contentType: string | undefined): Result<MultipartParser, MultipartFault> {
  const type = contentType ?? '';
  const [mediaType = ''] = type.split(';', 1);
  if (mediaType.trim().toLowerCase() !== 'multipart/form-data') return fail({ kind: 'not-multipart' });
  const boundary = readParameters(type).get('boundary') ?? '';
  if (boundary === '' || boundary.length > boundaryLimit) return fail({ kind: 'no-boundary' });
  return succeed(new StreamingParser(Buffer.from(`\n--${boundary}`, 'latin1')));
}

/** A delimiter line in the pending bytes: content ends at `from`, the next part begins at `end`. */
interface Delimiter {
  readonly from: number;
  readonly end: number;
  readonly isLast: boolean;
}

class StreamingParser implements MultipartParser {
  readonly #mark: Buffer;
  #state: 'preamble' | 'headers' | 'content' | 'epilogue' = 'preamble';
  /** Bytes that are not classified yet. The line end before the first delimiter may be missing, so it is put here. */
  #pending: Buffer = Buffer.from([lf]);
  #parts = 0;
  #fault: MultipartFault | undefined;

  constructor(mark: Buffer) {
    this.#mark = mark;
  }

  push(chunk: Uint8Array): Result<readonly MultipartEvent[], MultipartFault> {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    const events: MultipartEvent[] = [];
    while (this.#step(events)) if (this.#fault !== undefined) return fail(this.#fault);
    return this.#fault === undefined ? succeed(events) : fail(this.#fault);
  }

  finish(): Result<undefined, MultipartFault> {
    if (this.#state === 'epilogue') return succeed(undefined);
    if (this.#state !== 'preamble') return fail({ kind: 'broken-multipart', what: 'no-end' });
    // A first delimiter that is the last line of the body is there, but without its line end.
    const occurs = this.#pending.includes(this.#mark);
    return fail({ kind: 'broken-multipart', what: occurs ? 'no-end' : 'no-delimiter' });
  }

  /** Whether the state changed, so that the pending bytes must be read again. */
  #step(events: MultipartEvent[]): boolean {
    switch (this.#state) {
      case 'preamble':
      case 'content':
        return this.#readContent(events);
      case 'headers':
        return this.#readHeaders(events);
      case 'epilogue':
        this.#pending = Buffer.alloc(0);
        return false;
    }
  }

  /** Emits the content up to the next delimiter, or all that cannot belong to one. */
  #readContent(events: MultipartEvent[]): boolean {
    const found = findDelimiter(this.#pending, this.#mark);
    if (typeof found === 'number') {
      this.#emit(events, found);
      this.#pending = this.#pending.subarray(found);
      return false;
    }
    this.#emit(events, found.from);
    // The line end of a delimiter is also the one before a delimiter that follows at once.
    this.#pending = this.#pending.subarray(found.isLast ? found.end : found.end - 1);
    this.#state = found.isLast ? 'epilogue' : 'headers';
    return true;
  }

  #emit(events: MultipartEvent[], end: number): void {
    if (this.#state === 'content' && end > 0) events.push({ kind: 'data', bytes: this.#pending.subarray(0, end) });
  }

  /** The pending bytes begin with the line end of the delimiter. */
  #readHeaders(events: MultipartEvent[]): boolean {
    const end = headersEnd(this.#pending);
    if (end === undefined) {
      if (this.#pending.length > headerLimitBytes) this.#break('endless-headers');
      return false;
    }
    const { name, fileName } = readPartHeaders(this.#pending.subarray(1, end));
    if (++this.#parts > partLimit) this.#fault = { kind: 'too-many-parts', limit: partLimit };
    else if (name === undefined) this.#break('no-name');
    else events.push({ kind: 'part', name, ...(fileName === undefined ? {} : { fileName }) });
    this.#pending = this.#pending.subarray(end);
    this.#state = 'content';
    return true;
  }

  #break(what: BrokenPart): void {
    this.#fault = { kind: 'broken-multipart', what };
  }
}

/** The first delimiter line, or the position up to which the bytes contain none. */
function findDelimiter(bytes: Buffer, mark: Buffer): Delimiter | number {
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
    const line = delimiterEnd(bytes, at + mark.length);
    const from = at > 0 && bytes[at - 1] === cr ? at - 1 : at;
    if (line === 'undecided') return from;
    if (line !== undefined) return { from, ...line };
  }
  // The last bytes may be the beginning of a delimiter, with the CR before it.
  return Math.max(0, bytes.length - mark.length);
}

/** After the mark come two dashes, or blanks and a line end. Anything else is content. */
function delimiterEnd(bytes: Buffer, at: number): Omit<Delimiter, 'from'> | 'undecided' | undefined {
  if (bytes[at] === dash && bytes[at + 1] === dash) return { end: at + 2, isLast: true };
  let end = at;
  while (end < at + paddingLimit && (bytes[end] === space || bytes[end] === tab)) end++;
  if (bytes[end] === cr) end++;
  if (bytes[end] === lf) return { end: end + 1, isLast: false };
  const isCut = end >= bytes.length || (bytes[at] === dash && at + 1 >= bytes.length);
  return isCut ? 'undecided' : undefined;
}

/** Where the content begins: after an empty line. `bytes` begins with a line end; lines end with CRLF or LF. */
function headersEnd(bytes: Buffer): number | undefined {
  const limit = Math.min(bytes.length, headerLimitBytes);
  for (let at = bytes.indexOf(lf); at >= 0 && at < limit; at = bytes.indexOf(lf, at + 1)) {
    const next = bytes[at + 1] === cr ? at + 2 : at + 1;
    if (bytes[next] === lf) return next + 1;
  }
  return undefined;
}
