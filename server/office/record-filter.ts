/** The filter of a list, an overview, an export or a report. It is part of the address, so that a page can be linked. */
import * as v from 'valibot';

const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
const calendarDay = v.pipe(v.string(), v.isoDate(), v.check(isCalendarDay));

/** JavaScript reads 31 February as 3 March; the database refuses it. */
function isCalendarDay(day: string): boolean {
  const at = Date.parse(day);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

/** Without deleted records, only deleted ones, or all. */
const recordStates = ['kept', 'deleted', 'all'] as const;

/** No person has checked the verdict, a person confirmed it, or changed it. */
const reviewStates = ['none', 'confirmed', 'changed'] as const;

const filterFields = {
  q: text,
  device: v.pipe(v.string(), v.uuid()),
  asset: v.pipe(v.string(), v.uuid()),
  job: v.pipe(v.string(), v.uuid()),
  location: text,
  pack: text,
  answer: v.pipe(v.string(), v.maxLength(210), v.regex(/^(?:grade:.+|level:.+|no-grade|no-answer)$/s)),
  review: v.picklist(reviewStates),
  from: calendarDay,
  to: calendarDay,
};

const ignored = <Wanted extends v.GenericSchema>(schema: Wanted) => v.fallback(v.optional(schema), undefined);

/** An empty field counts as absent: browsers submit them too. `unreadableField` finds the others before. */
const filterSchema = v.object({
  q: ignored(filterFields.q),
  device: ignored(filterFields.device),
  asset: ignored(filterFields.asset),
  job: ignored(filterFields.job),
  location: ignored(filterFields.location),
  pack: ignored(filterFields.pack),
  answer: ignored(filterFields.answer),
  review: ignored(filterFields.review),
  from: ignored(filterFields.from),
  to: ignored(filterFields.to),
  state: v.fallback(v.picklist(recordStates), 'kept'),
});

const sequence = v.pipe(v.string(), v.regex(/^\d{1,15}$/));

/** Every parameter of an address of the office that selects records. */
const queryFields: Readonly<Record<string, v.GenericSchema>> = {
  ...filterFields,
  state: v.picklist(recordStates),
  older: sequence,
  newer: sequence,
  after: sequence,
};

/** The first field of a query that is there, and not empty, but not readable or sent twice with different values. */
export function unreadableField(query: Readonly<Record<string, readonly string[]>>): string | undefined {
  return Object.entries(queryFields).find(([name, schema]) => {
    const [value, ...others] = new Set((query[name] ?? []).filter((each) => each.trim() !== ''));
    return others.length > 0 || (value !== undefined && !v.is(schema, value));
  })?.[0];
}

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
