/**
 * Small checks for values from outside, made to be combined. A check never changes a value, so unknown fields survive.
 * It answers where the first fault is (`anomaly.bank.rows`) and what was wanted there.
 */

/** Where a value is not as wanted. */
export interface Misfit {
  readonly at: string;
  readonly wanted: string;
}

/** Tells the first misfit of `value`, or nothing when it is a `Value`. `accepts` never exists: it carries the type. */
export interface Check<Value> {
  (value: unknown, at: string): Misfit | undefined;
  readonly accepts?: Value;
}

/** A field that may be absent. */
export interface OptionalCheck<Value> {
  readonly optional: Check<Value>;
}

/** One check per field: `optional(…)` for those that may be absent. */
export type FieldChecks<Value> = {
  readonly [Key in keyof Value]-?: object extends Pick<Value, Key>
    ? OptionalCheck<Exclude<Value[Key], undefined>>
    : Check<Value[Key]>;
};

/** Whether `value` passes `check`. */
export function passes<Value>(check: Check<Value>, value: unknown): value is Value {
  return check(value, '') === undefined;
}

/** A field that may be absent. */
export function optional<Value>(check: Check<Value>): OptionalCheck<Value> {
  return { optional: check };
}

/** An object with these fields; others are allowed. */
export function object<Value extends object>(fields: FieldChecks<Value>): Check<Value> {
  const checks = Object.entries<Check<unknown> | OptionalCheck<unknown>>(fields);
  return (value, at) => {
    if (!isObject(value)) return { at, wanted: 'an object' };
    return firstMisfit(checks, ([key, check]) => fieldMisfit(value, key, check, at));
  };
}

/** An object whose every value passes `check`, with at least one entry. */
export function dictionary<Value>(check: Check<Value>): Check<Readonly<Record<string, Value>>> {
  return (value, at) => {
    if (!isObject(value)) return { at, wanted: 'an object' };
    const entries = Object.entries(value);
    if (entries.length === 0) return { at, wanted: 'at least one entry' };
    return firstMisfit(entries, ([key, entry]) => check(entry, join(at, key)));
  };
}

/** An array of `min` to `max` values. */
export function list<Value>(check: Check<Value>, { min = 0, max = Infinity } = {}): Check<readonly Value[]> {
  return (value, at) => {
    if (!Array.isArray(value)) return { at, wanted: 'a list' };
    if (value.length < min || value.length > max) return { at, wanted: `a list of ${min} to ${max}` };
    const items: readonly unknown[] = value;
    return firstMisfit([...items.entries()], ([index, item]) => check(item, `${at}[${index}]`));
  };
}

/** An array of exactly three values. */
export function triple<Value>(check: Check<Value>): Check<readonly [Value, Value, Value]> {
  return (value, at) => list(check, { min: 3, max: 3 })(value, at);
}

/** An object whose `kind` chooses the check. */
export function variants<Value extends { readonly kind: string }>(checks: {
  readonly [Kind in Value['kind']]: Check<Extract<Value, { readonly kind: Kind }>>;
}): Check<Value> {
  const byKind = new Map(Object.entries<Check<unknown>>(checks));
  return (value, at) => {
    if (!isObject(value)) return { at, wanted: 'an object' };
    const check = typeof value['kind'] === 'string' ? byKind.get(value['kind']) : undefined;
    return check === undefined ? { at: join(at, 'kind'), wanted: [...byKind.keys()].join(' or ') } : check(value, at);
  };
}

/** One of these words or numbers. */
export function oneOf<Value extends string | number>(...values: readonly Value[]): Check<Value> {
  return (value, at) => {
    const isOne = values.some((candidate) => candidate === value);
    return isOne ? undefined : { at, wanted: values.join(' or ') };
  };
}

/** A text that `pattern` matches. */
export function matching(pattern: RegExp, wanted: string): Check<string> {
  return (value, at) => (typeof value === 'string' && pattern.test(value) ? undefined : { at, wanted });
}

/** A finite number within the bounds, which belong to it. */
export function number({ min = -Infinity, max = Infinity } = {}): Check<number> {
  return (value, at) => {
    const isWithin = typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max;
    return isWithin ? undefined : { at, wanted: `a number from ${min} to ${max}` };
  };
}

/** A finite number above 0, at most `max`. */
export function positive({ max = Infinity } = {}): Check<number> {
  return (value, at) => {
    const isWithin = typeof value === 'number' && Number.isFinite(value) && value > 0 && value <= max;
    return isWithin ? undefined : { at, wanted: `a number above 0, at most ${max}` };
  };
}

/** A whole number within the bounds, which belong to it. */
export function whole({ min = 0, max = Infinity } = {}): Check<number> {
  return (value, at) => {
    const isWithin = typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
    return isWithin ? undefined : { at, wanted: `a whole number from ${min} to ${max}` };
  };
}

/** A text that is not empty. */
export const text: Check<string> = (value, at) =>
  typeof value === 'string' && value.length > 0 ? undefined : { at, wanted: 'a text that is not empty' };

/** True or false. */
export const truth: Check<boolean> = (value, at) =>
  typeof value === 'boolean' ? undefined : { at, wanted: 'true or false' };

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldMisfit(
  value: Readonly<Record<string, unknown>>,
  key: string,
  check: Check<unknown> | OptionalCheck<unknown>,
  at: string,
): Misfit | undefined {
  const isPresent = Object.hasOwn(value, key);
  if ('optional' in check) return isPresent ? check.optional(value[key], join(at, key)) : undefined;
  return isPresent ? check(value[key], join(at, key)) : { at: join(at, key), wanted: 'to be present' };
}

function firstMisfit<Item>(items: readonly Item[], check: (item: Item) => Misfit | undefined): Misfit | undefined {
  for (const item of items) {
    const misfit = check(item);
    if (misfit !== undefined) return misfit;
  }
  return undefined;
}

function join(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`;
}
