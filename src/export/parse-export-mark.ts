import { exportMarkSchema, type ExportMark } from '../domain/export-mark';
import { parseJson } from '../domain/json';
import { parseSchema } from '../domain/parse-schema';

/** What the text of a first entry says; undefined where it is not that of an export. */
export function parseExportMark(text: string): ExportMark | undefined {
  const json = parseJson(text);
  const mark = json.ok ? parseSchema(exportMarkSchema, json.value) : json;
  return mark.ok ? mark.value : undefined;
}
