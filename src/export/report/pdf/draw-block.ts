/** Draws the blocks of a report onto sheets. */
import { rgb, type PDFDocument, type PDFImage, type RGB } from '@cantoo/pdf-lib';
import type { ReportBlock, ReportEntry, ReportFact, ReportPicture } from '../../../words/report-document';
import type { Tone } from '../../../words/verdict-text';
import { drawTable } from './draw-table';
import { columnWidth, ink, quiet, type PdfSheets } from './pdf-sheet';

/** Bytes of a picture. */
export interface PictureBytes {
  readonly bytes: Uint8Array;
  readonly mime: string;
}

/** What drawing needs besides the sheets. */
export interface BlockParts {
  readonly document: PDFDocument;
  readonly readPicture: (picture: ReportPicture) => Promise<PictureBytes | undefined>;
  /** In the place of a picture that is not here. */
  readonly pictureAbsent: string;
}

const tones: Readonly<Record<Tone, { readonly ink: RGB; readonly soft: RGB }>> = {
  ok: { ink: rgb(0.06, 0.32, 0.18), soft: rgb(0.86, 0.94, 0.89) },
  watch: { ink: rgb(0.35, 0.27, 0), soft: rgb(0.98, 0.93, 0.74) },
  warn: { ink: rgb(0.48, 0.21, 0), soft: rgb(0.99, 0.89, 0.79) },
  bad: { ink: rgb(0.55, 0.08, 0.08), soft: rgb(0.98, 0.86, 0.85) },
  info: { ink: rgb(0.09, 0.28, 0.44), soft: rgb(0.86, 0.92, 0.96) },
  unknown: { ink: rgb(0.25, 0.3, 0.28), soft: rgb(0.92, 0.91, 0.87) },
};

/** Draws one block below what is there. */
export async function drawBlock(sheets: PdfSheets, block: ReportBlock, parts: BlockParts): Promise<void> {
  if (block.kind === 'title') await drawTitle(sheets, block, parts);
  else if (block.kind === 'picture') await drawPicture(sheets, block, parts);
  else drawPlain(sheets, block);
  sheets.moveDown(gapBelow[block.kind]);
}

/** The blocks without a picture. */
type PlainBlock = Exclude<ReportBlock, { kind: 'title' | 'picture' }>;

const gapBelow: Readonly<Record<ReportBlock['kind'], number>> = {
  ...{ title: 14, heading: 6, subheading: 3, text: 8, warning: 15, verdict: 12, counts: 14 },
  ...{ facts: 8, table: 10, picture: 10, entry: 8, signature: 34 },
};

function drawPlain(sheets: PdfSheets, block: PlainBlock): void {
  switch (block.kind) {
    case 'heading':
    case 'subheading':
    case 'text':
      drawText(sheets, block);
      return;
    case 'warning':
      drawWarning(sheets, block.text);
      return;
    case 'verdict':
      drawVerdict(sheets, block);
      return;
    case 'counts':
      drawCounts(sheets, block.counts);
      return;
    case 'facts':
      block.facts.forEach((fact) => drawFact(sheets, fact));
      return;
    case 'table':
      drawTable(sheets, block);
      return;
    case 'entry':
      drawEntry(sheets, block);
      return;
    case 'signature':
      drawSignature(sheets, block);
  }
}

const textSizes = { heading: 14, subheading: 10, text: 10 } as const;
/** Room for a heading and the beginning of what it names. */
const roomBelow = { heading: 60, subheading: 46, text: 0 } as const;

function drawText(sheets: PdfSheets, { kind, text }: Extract<ReportBlock, { kind: keyof typeof textSizes }>): void {
  sheets.need(roomBelow[kind]);
  sheets.text(text, { font: kind === 'text' ? sheets.fonts.plain : sheets.fonts.bold, size: textSizes[kind] });
}

function drawEntry(sheets: PdfSheets, { label, value, suggestion }: ReportEntry): void {
  sheets.need(40);
  sheets.text(label, { font: sheets.fonts.bold, size: 10 });
  sheets.moveDown(2);
  sheets.text(value === '' ? suggestion : value, { font: sheets.fonts.plain, size: 10 });
}

const logoBox = { width: 130, height: 52 };

async function drawTitle(
  sheets: PdfSheets,
  { text, logo }: Extract<ReportBlock, { kind: 'title' }>,
  { document }: BlockParts,
): Promise<void> {
  sheets.need(80);
  if (logo !== undefined) {
    const image = logo.startsWith('data:image/png') ? await document.embedPng(logo) : await document.embedJpg(logo);
    const { width, height } = fitted(image, logoBox);
    sheets.image(image, { x: columnWidth - width, width, height });
  }
  sheets.text(text, { font: sheets.fonts.bold, size: 21, width: columnWidth - logoBox.width - 12 });
  if (logo !== undefined) sheets.moveDown(20);
}

function fitted(
  { width, height }: { readonly width: number; readonly height: number },
  box: { readonly width: number; readonly height: number },
) {
  const scale = Math.min(box.width / width, box.height / height);
  return { width: width * scale, height: height * scale };
}

function drawWarning(sheets: PdfSheets, text: string): void {
  const style = { font: sheets.fonts.plain, size: 10, colour: tones.watch.ink, x: 10, width: columnWidth - 20 };
  const height = sheets.heightOf(sheets.linesOf(text, style).length, style) + 14;
  sheets.need(height);
  sheets.fill(height, tones.watch.soft);
  sheets.moveDown(7);
  sheets.text(text, style);
}

function drawVerdict(sheets: PdfSheets, { answer, support, tone }: Extract<ReportBlock, { kind: 'verdict' }>): void {
  const { bold, plain } = sheets.fonts;
  const chip = bold.fit(answer);
  const width = Math.min(columnWidth / 2, bold.width(chip, 11) + 16);
  sheets.need(30);
  sheets.fill(20, tones[tone].soft, 0, width);
  sheets.textAt(chip, sheets.y - 4, { font: bold, size: 11, colour: tones[tone].ink, x: 8 });
  sheets.moveDown(5);
  sheets.text(support, { font: plain, size: 9.5, x: width + 10, width: columnWidth - width - 10 });
}

function drawCounts(sheets: PdfSheets, counts: Extract<ReportBlock, { kind: 'counts' }>['counts']): void {
  const width = columnWidth / Math.max(4, counts.length);
  sheets.need(60);
  counts.forEach(({ title, count, tone }, index) => {
    const [x, { ink: colour, soft }] = [index * width, tones[tone]];
    sheets.fill(46, soft, x, width - 8);
    sheets.textAt(count, sheets.y - 7, { font: sheets.fonts.bold, size: 17, colour, x: x + 8 });
    sheets.textAt(sheets.fonts.plain.fit(title), sheets.y - 29, {
      font: sheets.fonts.plain,
      size: 9,
      colour,
      x: x + 8,
    });
  });
  sheets.moveDown(46);
}

const nameWidth = 150;

function drawFact(sheets: PdfSheets, { name, value, isCode }: ReportFact): void {
  const { plain, code } = sheets.fonts;
  const nameStyle = { font: plain, size: 9.5, colour: quiet, width: nameWidth - 10 };
  const valueStyle = {
    font: isCode === true ? code : plain,
    size: isCode === true ? 8 : 9.5,
    x: nameWidth,
    width: columnWidth - nameWidth,
  };
  const names = sheets.linesOf(name, nameStyle);
  sheets.need(sheets.heightOf(names.length, nameStyle) + 6);
  sheets.rule();
  sheets.moveDown(3);
  const lines = sheets.linesOf(value, valueStyle);
  const top = sheets.y;
  names.forEach((text, at) => sheets.textAt(text, top - sheets.heightOf(at, nameStyle), nameStyle));
  const rows = Math.max(names.length, lines.length);
  if (sheets.y - sheets.heightOf(rows, nameStyle) < 54) sheets.text(value, valueStyle);
  else {
    lines.forEach((text, at) => sheets.textAt(text, top - sheets.heightOf(at, nameStyle), valueStyle));
    sheets.moveDown(sheets.heightOf(rows, nameStyle));
  }
  sheets.moveDown(3);
}

const pictureBox = { width: columnWidth, height: 270 };

async function drawPicture(sheets: PdfSheets, picture: ReportPicture, parts: BlockParts): Promise<void> {
  const image = await embed(parts, await parts.readPicture(picture));
  if (image === undefined) {
    sheets.text(parts.pictureAbsent, { font: sheets.fonts.plain, size: 10, colour: quiet });
    return;
  }
  const { width, height } = fitted(picture.size, pictureBox);
  const left = (columnWidth - width) / 2;
  sheets.need(height + 10);
  sheets.image(image, { x: left, width, height });
  const scale = width / picture.size.width;
  picture.boxes.forEach((box, index) => {
    const place = {
      left: left + box.x * scale,
      down: box.y * scale,
      width: box.width * scale,
      height: box.height * scale,
    };
    sheets.frame(place);
    sheets.mark(String(index + 1), place.left, place.down);
  });
  sheets.moveDown(height);
}

/** Undefined for a picture that a PDF cannot hold, or that is damaged. */
async function embed({ document }: BlockParts, picture: PictureBytes | undefined): Promise<PDFImage | undefined> {
  if (picture === undefined) return undefined;
  const { bytes, mime } = picture;
  try {
    if (mime === 'image/jpeg') return await document.embedJpg(bytes);
    return mime === 'image/png' ? await document.embedPng(bytes) : undefined;
  } catch {
    // The library gives no typed errors. The page then says that the picture cannot be shown.
    return undefined;
  }
}

function drawSignature(sheets: PdfSheets, { title, lines }: Extract<ReportBlock, { kind: 'signature' }>): void {
  const width = columnWidth / lines.length;
  sheets.need(90);
  sheets.text(title, { font: sheets.fonts.plain, size: 10 });
  sheets.moveDown(44);
  lines.forEach((text, index) => {
    sheets.rule(ink, index * width, width - 16);
    sheets.textAt(sheets.fonts.plain.fit(text), sheets.y - 3, {
      font: sheets.fonts.plain,
      size: 8.5,
      colour: quiet,
      x: index * width,
    });
  });
}
