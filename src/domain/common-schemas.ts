/** Schemas of the values that several concepts share. */
import * as v from 'valibot';

export const sha256Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex'));
export const idSchema = v.pipe(v.string(), v.uuid('a UUID'));

/** JSON has no infinity, but `1e999` is parsed to one. */
export const finiteSchema = v.pipe(v.number(), v.finite());

/** A number from 0 to 1. */
export const shareSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** A length in pixels or a count of bytes: a whole number above 0. */
export const sizeSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** The longest name of a label, a level, a pack or a kind of region. The server indexes some of them. */
export const nameLimit = 200;
export const nameSchema = v.pipe(v.string(), v.maxLength(nameLimit));

/** One line that a person writes and a database stores: no control characters, no half of a surrogate pair, no U+FFFD for lost letters. */
export const lineSchema = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(nameLimit),
  v.regex(/^[^\p{Cc}\p{Cs}\uFFFD]*$/u, 'one line of text without lost or control characters'),
);

/** The longest text of a pack, a person or a verdict. */
export const textLimit = 4000;
export const textSchema = v.pipe(v.string(), v.maxLength(textLimit));

/** A note about an asset or job: several lines, at least one letter. */
export const noteSchema = v.pipe(textSchema, v.trim(), v.minLength(1));

/** A day of the calendar, `2026-11-21`. */
export const dateSchema = v.pipe(
  v.string(),
  v.isoDate('a date, as 2026-11-21'),
  v.check(isDay, 'a day of the calendar'),
);

/** `Date` reads 31 November as 1 December. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
