/** Headers of a multipart part. The text is untrusted, so it is scanned once from left to right: no regular expression can backtrack. */

/** What `Content-Disposition` says. `fileName` is repeated in answers and never becomes a path. */
export interface PartHeaders {
  readonly name?: string;
  readonly fileName?: string;
}

/** Reads the header block of a part: lines that end with CRLF or LF, and may be folded (RFC 5322, 2.2.3). */
export function readPartHeaders(block: Buffer): PartHeaders {
  const line = unfoldedLines(decodeHeader(block)).find((each) => headerName(each) === 'content-disposition');
  if (line === undefined) return {};
  const parameters = readParameters(line.slice(line.indexOf(':') + 1));
  const name = extendedValue(parameters.get('name*')) ?? parameters.get('name');
  const fileName = extendedValue(parameters.get('filename*')) ?? parameters.get('filename');
  return {
    ...(name === undefined ? {} : { name }),
    ...(fileName === undefined ? {} : { fileName }),
  };
}

/** UTF-8, as browsers write it; ISO 8859-1 where the bytes are not UTF-8, as older clients write it. */
function decodeHeader(block: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(block);
  } catch {
    // Not UTF-8.
    return block.toString('latin1');
  }
}

function unfoldedLines(text: string): readonly string[] {
  const lines: string[] = [];
  for (const line of text.split('\n').map((each) => (each.endsWith('\r') ? each.slice(0, -1) : each))) {
    const last = lines.length - 1;
    if (last >= 0 && (line.startsWith(' ') || line.startsWith('\t')))
      lines[last] = `${lines[last] ?? ''} ${line.trim()}`;
    else lines.push(line);
  }
  return lines;
}

function headerName(line: string): string {
  return line
    .slice(0, Math.max(0, line.indexOf(':')))
    .trim()
    .toLowerCase();
}

/**
 * The parameters of a header value: `form-data; name="file"; filename=x.png`, names in lower case, the first of each
 * name. Blanks round `;` and `=` may be missing. A quoted value may have `\"` and `\\`; other backslashes stay, as in
 * `C:\dir`.
 */
export function readParameters(value: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  let at = value.indexOf(';');
  while (at >= 0) {
    const equals = nextOf(value, '=;', at + 1);
    if (value[equals] !== '=') {
      at = equals < value.length ? equals : -1;
      continue;
    }
    const name = value
      .slice(at + 1, equals)
      .trim()
      .toLowerCase();
    const start = skipBlanks(value, equals + 1);
    const read = value[start] === '"' ? readQuoted(value, start + 1) : readPlain(value, start, name);
    if (!parameters.has(name)) parameters.set(name, read.text);
    at = value.indexOf(';', read.end);
  }
  return parameters;
}

function nextOf(text: string, characters: string, from: number): number {
  let at = from;
  while (at < text.length && !characters.includes(text.charAt(at))) at++;
  return at;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

interface ReadValue {
  readonly text: string;
  readonly end: number;
}

/** A token, which a blank ends. File names are also written with blanks and without quotes. */
function readPlain(text: string, from: number, name: string): ReadValue {
  const end = nextOf(text, name === 'filename' ? ';' : '; \t', from);
  return { text: text.slice(from, end).trimEnd(), end };
}

function readQuoted(text: string, from: number): ReadValue {
  let read = '';
  let at = from;
  while (at < text.length && text[at] !== '"') {
    const isEscape = text[at] === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\');
    if (isEscape) at++;
    read += text.charAt(at);
    at++;
  }
  return { text: unescaped(read), end: at };
}

/** WHATWG, "multipart/form-data encoding algorithm": browsers write these three as percent codes and nothing else. */
function unescaped(text: string): string {
  return text.replaceAll('%22', '"').replace(/%0d%0a|%0d|%0a/gi, ' ');
}

/** RFC 5987: `UTF-8''na%C3%AFve.jpg`. Undefined where it is absent or wrongly encoded; then the plain name counts. */
function extendedValue(text: string | undefined): string | undefined {
  const [charset = '', language, ...rest] = (text ?? '').split("'");
  if (language === undefined) return undefined;
  const encoded = rest.join("'");
  try {
    if (charset.toLowerCase() === 'utf-8') return decodeURIComponent(encoded);
    return charset.toLowerCase() === 'iso-8859-1' ? decodeLatin1(encoded) : undefined;
  } catch {
    // Wrongly encoded.
    return undefined;
  }
}

function decodeLatin1(encoded: string): string {
  const [first = '', ...rest] = encoded.split('%');
  const codes = rest.map((part) => String.fromCharCode(Number.parseInt(part.slice(0, 2), 16)) + part.slice(2));
  return first + codes.join('');
}
