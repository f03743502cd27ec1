/** Reads the text of a PDF written by Chromium (ISO 32000-1, sections 7.3, 9.4 and 9.10). */
import { inflateSync } from 'node:zlib';

/** The text of each page, in drawing order. */
export function readPdfText(bytes: Buffer): readonly string[] {
  const objects = readObjects(bytes.toString('latin1'));
  const pages = [...objects.values()].filter(({ head }) => /\/Type\s*\/Page\b(?!s)/.test(head));
  return pages.map(({ head }) => {
    const contents = Number(/\/Contents (\d+) 0 R/.exec(head)?.[1]);
    return drawnText(streamOf(objects, contents), objects);
  });
}

interface PdfObject {
  readonly head: string;
  readonly stream: string | undefined;
}

function readObjects(pdf: string): ReadonlyMap<number, PdfObject> {
  const found = new Map<number, PdfObject>();
  for (const [, id, body = ''] of pdf.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const start = body.indexOf('stream\n');
    const head = start < 0 ? body : body.slice(0, start);
    const raw = start < 0 ? undefined : body.slice(start + 7, body.lastIndexOf('\nendstream'));
    found.set(Number(id), { head, stream: raw });
  }
  return found;
}

function streamOf(objects: ReadonlyMap<number, PdfObject>, id: number): string {
  const { head = '', stream = '' } = objects.get(id) ?? {};
  return head.includes('/FlateDecode') ? inflateSync(Buffer.from(stream, 'latin1')).toString('latin1') : stream;
}

/** Chromium names a font after its object: `/F7` is object 7. */
function drawnText(content: string, objects: ReadonlyMap<number, PdfObject>): string {
  let letters: ReadonlyMap<string, string> = new Map();
  let text = '';
  for (const [token, font, hex] of content.matchAll(/\/F(\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)> Tj|\bTd\b|\bTm\b|\bET\b/g)) {
    if (font !== undefined) letters = lettersOf(objects, Number(font));
    else if (hex !== undefined) text += decode(hex, letters);
    else if (token === 'ET') text += ' ';
  }
  return text.replaceAll(/\s+/g, ' ').trim();
}

function decode(hex: string, letters: ReadonlyMap<string, string>): string {
  return (hex.match(/.{4}/g) ?? []).map((glyph) => letters.get(glyph.toUpperCase()) ?? '?').join('');
}

function lettersOf(objects: ReadonlyMap<number, PdfObject>, font: number): ReadonlyMap<string, string> {
  const id = Number(/\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.head ?? '')?.[1]);
  const cmap = streamOf(objects, id);
  return new Map([...singleLetters(cmap), ...rangedLetters(cmap)]);
}

function* singleLetters(cmap: string): Generator<readonly [glyph: string, letter: string]> {
  for (const [, block = ''] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph = '', code = ''] of block.matchAll(/<(\w{4})> <(\w+)>/g))
      yield [glyph.toUpperCase(), fromUtf16(code)];
  }
}

function* rangedLetters(cmap: string): Generator<readonly [glyph: string, letter: string]> {
  for (const [, block = ''] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, ...ends] of block.matchAll(/<(\w{4})> <(\w{4})> <(\w{4})>/g)) {
      const [first = 0, last = 0, code = 0] = ends.map((end) => Number.parseInt(end, 16));
      for (let glyph = first; glyph <= last; glyph++)
        yield [glyphName(glyph), String.fromCodePoint(code + glyph - first)];
    }
  }
}

function glyphName(glyph: number): string {
  return glyph.toString(16).padStart(4, '0').toUpperCase();
}

function fromUtf16(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}
