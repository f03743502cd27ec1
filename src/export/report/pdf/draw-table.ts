import type { ReportBlock, ReportColumn } from '../../../words/report-document';
import { columnWidth, quiet, type PdfSheets, type TextStyle } from './pdf-sheet';

type Table = Extract<ReportBlock, { kind: 'table' }>;

const size = 8.5;
const gap = 6;
const padding = 3;

/** A table with its heading on every sheet. A row is never cut, unless it is longer than a sheet. */
export function drawTable(sheets: PdfSheets, { columns, rows }: Table): void {
  const places = placesOf(columns);
  drawHeading(sheets, columns, places);
  for (const row of rows) {
    const cells = row.map((cell, index) => sheets.linesOf(cell, styleOf(sheets, columns, places, index)));
    const height = Math.max(...cells.map((lines) => sheets.heightOf(lines.length, { size, font: sheets.fonts.plain })));
    if (sheets.need(height + 2 * padding)) drawHeading(sheets, columns, places);
    sheets.rule();
    sheets.moveDown(padding);
    drawCells(sheets, columns, places, cells);
    sheets.moveDown(height + padding);
  }
}

interface Place {
  readonly x: number;
  readonly width: number;
}

function placesOf(columns: readonly ReportColumn[]): readonly Place[] {
  let x = 0;
  return columns.map(({ share }) => {
    const place = { x, width: share * columnWidth - gap };
    x += share * columnWidth;
    return place;
  });
}

function styleOf(
  { fonts }: PdfSheets,
  columns: readonly ReportColumn[],
  places: readonly Place[],
  index: number,
): TextStyle {
  const column = columns[index];
  const font = column?.isCode === true ? fonts.code : index === 0 ? fonts.bold : fonts.plain;
  return { font, size: column?.isCode === true ? 7 : size, atEnd: column?.isNumber === true, ...places[index] };
}

function drawHeading(sheets: PdfSheets, columns: readonly ReportColumn[], places: readonly Place[]): void {
  const style = { font: sheets.fonts.bold, size: 8, colour: quiet };
  const cells = columns.map(({ title }, index) => sheets.linesOf(title, { ...style, ...places[index] }));
  const height = Math.max(...cells.map((lines) => sheets.heightOf(lines.length, style)));
  sheets.need(height + 30);
  cells.forEach((lines, index) => {
    const atEnd = columns[index]?.isNumber === true;
    lines.forEach((text, at) =>
      sheets.textAt(text, sheets.y - sheets.heightOf(at, style), { ...style, atEnd, ...places[index] }),
    );
  });
  sheets.moveDown(height + padding);
}

function drawCells(
  sheets: PdfSheets,
  columns: readonly ReportColumn[],
  places: readonly Place[],
  cells: readonly (readonly string[])[],
): void {
  cells.forEach((lines, index) => {
    const style = styleOf(sheets, columns, places, index);
    lines.forEach((text, at) => sheets.textAt(text, sheets.y - sheets.heightOf(at, style), style));
  });
}
