/** Sheets of A4 that fill from top to bottom. Lengths are in points (1/72 inch). */
import { rgb, type PDFDocument, type PDFImage, type PDFPage, type RGB } from '@cantoo/pdf-lib';
import type { PdfFont } from './pdf-text';

export const a4 = { width: 595.28, height: 841.89 };
export const margin = { side: 42, top: 45, bottom: 54 };
export const columnWidth = a4.width - 2 * margin.side;

export const ink = rgb(0.07, 0.11, 0.09);
export const quiet = rgb(0.25, 0.3, 0.28);
const line = rgb(0.82, 0.8, 0.75);

/** The fonts of a report. */
export interface PdfFonts {
  readonly plain: PdfFont;
  readonly bold: PdfFont;
  readonly code: PdfFont;
}

/** How a text is drawn. `x` and `width`: the column, from the left margin. */
export interface TextStyle {
  readonly font: PdfFont;
  readonly size: number;
  readonly colour?: RGB;
  readonly x?: number;
  readonly width?: number;
  readonly atEnd?: boolean;
}

const leading = 1.32;

/** Draws onto the current sheet and starts another one where something does not fit. */
export class PdfSheets {
  readonly fonts: PdfFonts;
  readonly #document: PDFDocument;
  #page: PDFPage | undefined;
  #y = 0;

  constructor(document: PDFDocument, fonts: PdfFonts) {
    this.#document = document;
    this.fonts = fonts;
  }

  /** The distance from the lower edge at which the next thing begins. */
  get y(): number {
    return this.#y;
  }

  start(): void {
    this.#page = this.#document.addPage([a4.width, a4.height]);
    this.#y = a4.height - margin.top;
  }

  /** Starts another sheet unless so much is left on this one. True if it did. */
  need(height: number): boolean {
    if (this.#page !== undefined && this.#y - height >= margin.bottom) return false;
    this.start();
    return true;
  }

  moveDown(height: number): void {
    this.#y -= height;
  }

  /** Lines of text below each other, on as many sheets as they need. */
  text(text: string, style: TextStyle): void {
    for (const drawn of this.linesOf(text, style)) {
      this.need(style.size * leading);
      this.textAt(drawn, this.#y, style);
      this.#y -= style.size * leading;
    }
  }

  linesOf(text: string, { font, size, width = columnWidth }: TextStyle): readonly string[] {
    return font.lines(text, size, width);
  }

  heightOf(lines: number, { size }: TextStyle): number {
    return lines * size * leading;
  }

  /** One line whose top is at `top`; it does not move the cursor. */
  textAt(text: string, top: number, { font, size, colour = ink, x = 0, width = columnWidth, atEnd }: TextStyle): void {
    const left = margin.side + x + (atEnd === true ? width - font.width(text, size) : 0);
    this.#current().drawText(text, { x: left, y: top - size, size, font: font.font, color: colour });
  }

  rule(colour = line, x = 0, width = columnWidth): void {
    const [start, end] = [margin.side + x, margin.side + x + width];
    this.#current().drawLine({
      start: { x: start, y: this.#y },
      end: { x: end, y: this.#y },
      thickness: 0.7,
      color: colour,
    });
  }

  fill(height: number, colour: RGB, x = 0, width = columnWidth): void {
    this.#current().drawRectangle({ x: margin.side + x, y: this.#y - height, width, height, color: colour });
  }

  image(image: PDFImage, box: { readonly x: number; readonly width: number; readonly height: number }): void {
    const { x, width, height } = box;
    this.#current().drawImage(image, { x: margin.side + x, y: this.#y - height, width, height });
  }

  /** A frame whose upper left corner is `left`, `down` from the cursor: white between two black lines. */
  frame(box: { readonly left: number; readonly down: number; readonly width: number; readonly height: number }): void {
    const place = {
      x: margin.side + box.left,
      y: this.#y - box.down - box.height,
      width: box.width,
      height: box.height,
    };
    this.#current().drawRectangle({ ...place, borderColor: rgb(0, 0, 0), borderWidth: 2.6 });
    this.#current().drawRectangle({ ...place, borderColor: rgb(1, 1, 1), borderWidth: 1.2 });
  }

  /** A white number on black at the upper left corner of a frame. */
  mark(text: string, left: number, down: number): void {
    const { font } = this.fonts.bold;
    const size = 9;
    const width = font.widthOfTextAtSize(text, size) + 5;
    const [x, y] = [margin.side + left, this.#y - down - size - 3];
    this.#current().drawRectangle({ x, y, width, height: size + 3, color: rgb(0, 0, 0) });
    this.#current().drawText(text, { x: x + 2.5, y: y + 2.5, size, font, color: rgb(1, 1, 1) });
  }

  #current(): PDFPage {
    if (this.#page === undefined) this.start();
    if (this.#page === undefined) throw new Error('no sheet');
    return this.#page;
  }
}
