/** The filter of a list, an overview, an export or a report. It is part of the address, so that a page can be linked. */
import * as v from 'valibot';

const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
const calendarDay = v.pipe(
  v.string(),
  v.isoDate(),
  v.check((day) => !Number.isNaN(Date.parse(day))),
);

/** Without deleted records, only deleted ones, or all. */
const recordStates = ['kept', 'deleted', 'all'] as const;

const ignored = <Wanted extends v.GenericSchema>(schema: Wanted) => v.fallback(v.optional(schema), undefined);

/** A field that cannot be parsed counts as absent: browsers submit empty fields too. */
const filterSchema = v.object({
  q: ignored(text),
  device: ignored(v.pipe(v.string(), v.uuid())),
  location: ignored(text),
  pack: ignored(text),
  answer: ignored(v.pipe(v.string(), v.maxLength(210), v.regex(/^(?:grade:.+|level:.+|no-grade|no-answer)$/s))),
  from: ignored(calendarDay),
  to: ignored(calendarDay),
  state: v.fallback(v.picklist(recordStates), 'kept'),
});

/**
 * `q` is searched in file names, notes, devices and locations. `answer` is `grade:<label>`, `level:<severity>`, `no-grade` (refused) or `no-answer`; `from` and `to` are days in the
 * office's time zone on which the picture was inspected, both included.
 */
export type RecordFilter = v.InferOutput<typeof filterSchema>;

/** The filter in a query string or a form. */
export function parseFilter(fields: Readonly<Record<string, unknown>>): RecordFilter {
  return v.parse(filterSchema, fields);
}

/** The inverse of `parseFilter`, with `more` fields. Defaults are left out. */
export function filterToQuery(filter: RecordFilter, more: Readonly<Record<string, string>> = {}): string {
  const fields = Object.entries({ ...filter, ...more }).flatMap(([name, value]) =>
    value === undefined || (name === 'state' && value === 'kept') ? [] : [[name, value]],
  );
  return new URLSearchParams(fields).toString();
}

/** Whether the filter has its defaults. */
export function isWholeList(filter: RecordFilter): boolean {
  return filterToQuery(filter) === '';
}
