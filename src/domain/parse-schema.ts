/** Parses a value from outside with a schema. A fault names the first field that does not fit, and what was expected. */
import * as v from 'valibot';
import { fail, succeed, type Result } from './result';

/** `at` is the path of the field, as `anomaly.boxes[0].score`; empty for the value itself. */
export interface SchemaFault {
  readonly at: string;
  readonly wanted: string;
}

/** `value` as `schema` describes it, unknown fields of loose objects kept. */
export function parseSchema<Output>(
  schema: v.GenericSchema<unknown, Output>,
  value: unknown,
): Result<Output, SchemaFault> {
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (parsed.success) return succeed(parsed.output);
  const [issue] = parsed.issues;
  return fail({ at: pathOf(issue), wanted: wantedBy(issue) });
}

function pathOf({ path }: v.BaseIssue<unknown>): string {
  return (path ?? [])
    .map(({ key }, step) => (typeof key === 'number' ? `[${key}]` : `${step > 0 ? '.' : ''}${String(key)}`))
    .join('');
}

type Phrase = string | ((expected: string) => string);

const number: Phrase = (expected) => `a number ${inWords(expected)}`;
const length: Phrase = (expected) => `a length of ${inWords(expected)}`;

/** By the type of the schema or action that found the fault. */
const phrases: Readonly<Record<string, Phrase>> = {
  array: 'a list',
  boolean: 'true or false',
  finite: 'a finite number',
  gt_value: number,
  integer: 'a whole number',
  iso_timestamp: 'a time in ISO 8601',
  literal: alternatives,
  loose_object: 'an object',
  max_length: length,
  max_value: number,
  min_entries: 'at least one entry',
  min_length: length,
  min_value: number,
  non_empty: 'a text that is not empty',
  number: 'a number',
  object: 'an object',
  picklist: alternatives,
  record: 'an object',
  safe_integer: 'a whole number',
  strict_object: 'an object',
  strict_tuple: 'a list',
  string: 'a text',
  variant: alternatives,
};

/** The schema's own message where it has one, else a phrase for what found the fault. */
function wantedBy(issue: v.BaseIssue<unknown>): string {
  const { type, message } = issue;
  if (!message.startsWith('Invalid ')) return message;
  if (isMissing(issue)) return 'to be present';
  const expected = issue.expected ?? '';
  const phrase = phrases[type] ?? expected;
  return typeof phrase === 'string' ? phrase : phrase(expected);
}

function isMissing({ received, path }: v.BaseIssue<unknown>): boolean {
  return received === 'undefined' || path?.at(-1)?.origin === 'key';
}

/** Valibot writes `("a" | "b")`. */
function alternatives(expected: string | null): string {
  return (expected ?? '')
    .replace(/^\(|\)$/g, '')
    .replaceAll(' | ', ' or ')
    .replaceAll('"', '');
}

/** Valibot writes `>=1`. */
function inWords(expected: string): string {
  return expected.replace('>=', 'at least ').replace('<=', 'at most ').replace('>', 'above ');
}
