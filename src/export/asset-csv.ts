/** Assets from a CSV file: of a spreadsheet in any language's list separator, or of another system. */
import Papa from 'papaparse';
import type { AssetDraft, AssetKind } from '../domain/asset';
import { readAssetTexts, type FieldTexts, type TextFault } from '../domain/typed-texts';
import { fail, succeed, type Result } from '../domain/result';

/** The most rows of one file. */
export const csvRowLimit = 20_000;

/** Why no line of the file was read. */
export type CsvFault =
  | { readonly kind: 'no-number-column'; readonly columns: readonly string[] }
  | { readonly kind: 'too-many-rows'; readonly limit: number; readonly found: number };

/** A line that describes an asset. Lines are counted from 1, as a spreadsheet does. */
export interface AssetLine {
  readonly line: number;
  readonly asset: AssetDraft;
}

/** A line that does not, and why. */
interface BadLine extends TextFault {
  readonly line: number;
}

/** Everything that a file contains. */
export interface AssetTable {
  readonly lines: readonly AssetLine[];
  readonly faults: readonly BadLine[];
  /** Titles of columns that are not used. */
  readonly ignoredColumns: readonly string[];
}

/** Names of columns, compared without case, spaces and punctuation. FlareNet's names are among them. */
const columnNames: Readonly<Record<string, readonly string[]>> = {
  kind: ['kind', 'assetkind'],
  number: [
    'number',
    'no',
    'nr',
    'id',
    'transformer',
    'transformerno',
    'transformernumber',
    'asset',
    'assetnumber',
    'lot',
    'lotno',
    'lotnumber',
  ],
  region: ['region', 'area', 'district'],
  pole: ['pole', 'poleno', 'polenumber'],
  type: ['type', 'transformertype'],
  location: ['location', 'place', 'address', 'locationdetails'],
  capacityKva: ['capacity', 'capacitykva', 'kva', 'rating'],
  farmer: ['farmer', 'grower', 'owner'],
  holding: ['holding', 'farm', 'estate', 'smallholding'],
  date: ['date', 'day'],
  notes: ['notes', 'note', 'remarks', 'comment', 'comments'],
};

/** Reads `text`. A line without a `kind` is a lot where the file has a column of farmers or holdings, otherwise a transformer. */
export function readAssetCsv(text: string): Result<AssetTable, CsvFault> {
  const { data } = Papa.parse<readonly string[]>(text.replace(/^\uFEFF/, ''), { skipEmptyLines: false });
  const [titles = [], ...rows] = data;
  const fields = titles.map(fieldOf);
  if (!fields.includes('number')) return fail({ kind: 'no-number-column', columns: titles.slice(0, 20) });
  const filled = rows
    .map((cells, index) => ({ line: index + 2, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (filled.length > csvRowLimit) return fail({ kind: 'too-many-rows', limit: csvRowLimit, found: filled.length });
  const usual: AssetKind = fields.some((field) => field === 'farmer' || field === 'holding') ? 'lot' : 'transformer';
  const read = filled.map(({ line, cells }) => ({ line, result: readAssetTexts(textsOf(cells, fields, usual)) }));
  return succeed({
    lines: read.flatMap(({ line, result }) => (result.ok ? [{ line, asset: result.value }] : [])),
    faults: read.flatMap(({ line, result }) => (result.ok ? [] : [{ line, ...result.fault }])),
    ignoredColumns: titles.filter((title, place) => fields[place] === undefined && title.trim() !== ''),
  });
}

function fieldOf(title: string): string | undefined {
  const compact = title.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return Object.entries(columnNames).find(([, names]) => names.includes(compact))?.[0];
}

function textsOf(cells: readonly string[], fields: readonly (string | undefined)[], usual: AssetKind): FieldTexts {
  const texts: Record<string, string> = {};
  for (const [place, field] of fields.entries()) if (field !== undefined) texts[field] = cells[place]?.trim() ?? '';
  const kind = texts['kind'] === undefined || texts['kind'] === '' ? usual : texts['kind'].toLowerCase();
  return { ...texts, kind };
}
