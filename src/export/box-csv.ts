/** Boxes around faults from a CSV file: `name,x,y,w,h`, a line for each box, in pixels of the picture. */
import Papa from 'papaparse';
import type { BoxFault, MarkedBox } from '../domain/marked-boxes';
import { fail, succeed, type Result } from '../domain/result';

/** Titles of the columns, compared without case. */
const titles = {
  name: ['name', 'file', 'file_name', 'filename'],
  x: ['x'],
  y: ['y'],
  width: ['w', 'width'],
  height: ['h', 'height'],
} as const;

type Column = keyof typeof titles;

/** Reads `text`, whose first line has the titles. */
export function readBoxCsv(text: string): Result<readonly MarkedBox[], BoxFault> {
  const { data } = Papa.parse<readonly string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: false });
  const [first = [], ...rows] = data;
  const found = first.map((title) => title.trim().toLowerCase());
  const placeOf = (column: Column): number => found.findIndex((title) => titles[column].some((own) => own === title));
  const places = { name: placeOf('name'), ...boxOf(placeOf) };
  if (Object.values(places).includes(-1)) return fail({ kind: 'no-box-columns', columns: first.slice(0, 20) });
  const boxes: MarkedBox[] = [];
  for (const [at, cells] of rows.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const textOf = (column: Column): string => cells[places[column]]?.trim() ?? '';
    const numbers = boxOf((column) => (textOf(column) === '' ? NaN : Number(textOf(column))));
    const isBad = textOf('name') === '' || !Object.values(numbers).every(Number.isFinite);
    if (isBad) return fail({ kind: 'bad-box-line', line: at + 2 });
    boxes.push({ name: textOf('name'), ...numbers });
  }
  return succeed(boxes);
}

function boxOf(valueOf: (column: Exclude<Column, 'name'>) => number) {
  return { x: valueOf('x'), y: valueOf('y'), width: valueOf('width'), height: valueOf('height') };
}
