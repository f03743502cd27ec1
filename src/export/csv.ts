/** Comma-separated values (RFC 4180) that a spreadsheet opens safely. */

/** Spreadsheets read the file as UTF-8 only with it. */
export const byteOrderMark = '\uFEFF';

/** Cells that a spreadsheet would run as a formula (OWASP, "CSV Injection"). A leading apostrophe makes them text. */
const formulaStart = /^\s*[=+\-@|%]|^[\t\r]/;
const needsQuotes = /[",\r\n;]/;

/** Numbers are written as numbers. Texts may come from outside. */
export type Cell = string | number | undefined;

/** One line with its end. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const harmless = formulaStart.test(cell) ? `'${cell}` : cell;
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
