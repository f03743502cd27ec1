/** Text for the fonts that every PDF viewer has: they hold the letters of western European languages. */
import type { PDFFont } from '@cantoo/pdf-lib';

/** Signs that these fonts lack, and how they are written instead. */
const written: ReadonlyMap<string, string> = new Map([
  ['\u202f', ' '],
  ['\u2009', ' '],
  ['\u2011', '-'],
  ['\u0394', 'Delta '],
  ['\u2192', '->'],
  ['\u2264', '<='],
  ['\u2265', '>='],
  ['\u2212', '-'],
  ['\t', ' '],
]);

/** The text with those signs written out. */
function writtenOut(text: string): string {
  return Array.from(text, (letter) => written.get(letter) ?? letter).join('');
}

/** A font with what is needed to break lines. Letters that it lacks are collected in `missing` and drawn as "?". */
export class PdfFont {
  readonly font: PDFFont;
  readonly #letters: ReadonlySet<number>;
  readonly #missing: Set<string>;

  constructor(font: PDFFont, missing: Set<string>) {
    this.font = font;
    this.#letters = new Set(font.getCharacterSet());
    this.#missing = missing;
  }

  /** The text as the font can draw it, without line ends. */
  fit(text: string): string {
    return Array.from(writtenOut(text), (letter) => (this.#has(letter) ? letter : this.#replace(letter))).join('');
  }

  width(text: string, sizePt: number): number {
    return this.font.widthOfTextAtSize(text, sizePt);
  }

  /** The lines of a text in a column. A word that is too long is broken. */
  lines(text: string, sizePt: number, widthPt: number): readonly string[] {
    return text.split(/\r\n|\r|\n/).flatMap((paragraph) => this.#wrap(this.fit(paragraph), sizePt, widthPt));
  }

  #wrap(text: string, sizePt: number, widthPt: number): readonly string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(' ').flatMap((whole) => this.#broken(whole, sizePt, widthPt))) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (this.width(longer, sizePt) <= widthPt || line === '') line = longer;
      else {
        lines.push(line);
        line = word;
      }
    }
    return [...lines, line];
  }

  #broken(word: string, sizePt: number, widthPt: number): readonly string[] {
    if (this.width(word, sizePt) <= widthPt) return [word];
    const parts: string[] = [];
    let part = '';
    for (const letter of word) {
      if (part !== '' && this.width(part + letter, sizePt) > widthPt) {
        parts.push(part);
        part = '';
      }
      part += letter;
    }
    return [...parts, part];
  }

  #has(letter: string): boolean {
    return this.#letters.has(letter.codePointAt(0) ?? NaN);
  }

  #replace(letter: string): string {
    if (!/^[\p{Cc}\p{Cf}\p{M}]$/u.test(letter)) this.#missing.add(letter);
    return '?';
  }
}
