/** Assets and jobs from the texts of a form or the cells of a table. Empty texts are fields that are not known. */
import { assetDraftSchema, type AssetDraft } from './asset';
import { jobDraftSchema, type Job, type JobDraft } from './job';
import { parseSchema } from './parse-schema';
import { fail, type Result } from './result';

/** Texts by field. */
export type FieldTexts = Readonly<Record<string, string | undefined>>;

/** Why the texts were not understood: the field, what was expected, and what was there. */
export interface TextFault {
  readonly field: string;
  readonly wanted: string;
  readonly found: string;
}

/** The asset that the texts describe; `kind` is `transformer` or `lot`. */
export function readAssetTexts(texts: FieldTexts): Result<AssetDraft, TextFault> {
  const known = withoutEmpty(texts);
  const value = {
    ...known,
    ...(known['capacityKva'] === undefined ? {} : { capacityKva: toNumber(known['capacityKva']) }),
    ...(known['date'] === undefined ? {} : { date: toDate(known['date']) }),
  };
  const parsed = parseSchema(assetDraftSchema, value);
  return parsed.ok ? parsed : fail(textFault(parsed.fault, texts));
}

/** The job that the texts describe, with its assets; `latitude` and `longitude` are its position. */
export function readJobTexts(texts: FieldTexts, assets: Job['assets']): Result<JobDraft, TextFault> {
  const { latitude, longitude, ...others } = withoutEmpty(texts);
  const hasPosition = latitude !== undefined || longitude !== undefined;
  const position = hasPosition && { latitude: toNumber(latitude ?? ''), longitude: toNumber(longitude ?? '') };
  const value = {
    ...others,
    ...(others['date'] === undefined ? {} : { date: toDate(others['date']) }),
    ...(position === false ? {} : { position }),
    assets,
  };
  const parsed = parseSchema(jobDraftSchema, value);
  return parsed.ok ? parsed : fail(textFault(parsed.fault, texts));
}

function withoutEmpty(texts: FieldTexts): FieldTexts {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([field, text]) => (text === undefined || text.trim() === '' ? [] : [[field, text]])),
  );
}

function textFault({ at, wanted }: { readonly at: string; readonly wanted: string }, texts: FieldTexts): TextFault {
  const field = at.replace(/^position\./, '');
  return { field, wanted, found: texts[field] ?? '' };
}

/** "160", "160 kVA", "1,000" and "0,5" are numbers. Anything else stays a text, so that the schema refuses it. */
function toNumber(text: string): number | string {
  const plain = text
    .replace(/\s*kva\s*$/i, '')
    .replaceAll(/\s/g, '')
    .replace(/^(-?\d{1,3}),(\d{3})$/, '$1$2')
    .replace(',', '.');
  const number = Number(plain);
  return plain === '' || Number.isNaN(number) ? text : number;
}

/** `21.11.2026` is the only other form of a day that is unambiguous. */
function toDate(text: string): string {
  const [, day = '', month = '', year = ''] = /^\s*(\d{1,2})\.(\d{1,2})\.(\d{4})\s*$/.exec(text) ?? [];
  return year === '' ? text.trim() : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
