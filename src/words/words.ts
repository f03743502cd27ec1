/** Texts, numbers and times in one language. Pure: the catalogue, the locale and the time zone are arguments. */
import { IntlMessageFormat } from 'intl-messageformat';
import type { Catalogue, NodeEnglish, Say } from './catalogue';

/** How numbers and times are written. `timeZone` is an IANA name; without it the zone of the device is used. */
export interface Locale {
  /** BCP 47, for example `en-IN`. */
  readonly tag: string;
  readonly timeZone?: string;
}

/** Everything that turns facts into text for people. */
export interface Words {
  readonly locale: Locale;
  readonly say: Say;
  /** A number with at most `digits` places after the point. */
  readonly number: (value: number, digits?: number) => string;
  /** A share of 1 in whole per cent. Only 1 itself is written as 100 %. */
  readonly percent: (share: number) => string;
  /** A score of 0–1 as a whole number of 0–100, never rounded across the threshold at 0.5. */
  readonly score: (score: number) => string;
  /** Bytes in decimal units, as phones show them: "12 kB". */
  readonly bytes: (bytes: number) => string;
  /** "1.2 of 4.2 MB". */
  readonly bytesOf: (done: number, total: number) => string;
  /** Milliseconds as "38ms" or "1.4s". */
  readonly duration: (ms: number) => string;
  /** Date and time of an ISO 8601 text or of milliseconds since 1970. */
  readonly dateTime: (moment: string | number) => string;
  /** A reading of another clock, ISO 8601 without a zone, as it is. */
  readonly localDateTime: (local: string) => string;
  readonly date: (moment: string | number) => string;
  readonly time: (moment: string | number) => string;
  /** A day as `2026-11-21`, with its weekday. */
  readonly day: (day: string) => string;
  /** "a, b and c". */
  readonly list: (items: readonly string[]) => string;
}

/** Words of the command line and the server, whose catalogue has more areas. They fit wherever `Words` are wanted. */
export type NodeWords = Words & { readonly say: Say<NodeEnglish> };

/** The words of one language. */
export function createWords(locale: Locale, catalogue: Catalogue<NodeEnglish>): NodeWords;
/** `catalogue` may get further areas later. Until then their texts are shown as their keys. */
export function createWords(locale: Locale, catalogue: Partial<Catalogue>): Words;
export function createWords(locale: Locale, catalogue: Partial<Catalogue>): Words {
  const { tag } = locale;
  const say = createSay(tag, catalogue);
  return {
    locale,
    say,
    number: (value, digits = 0) => formatNumber(tag, value, { maximumFractionDigits: digits }),
    percent: (share) => formatNumber(tag, wholePercent(share) / 100, { style: 'percent' }),
    score: (score) => formatNumber(tag, wholeScore(score), {}),
    bytes: (bytes) => formatBytes(tag, bytes),
    bytesOf: (done, total) => {
      const { size, digits } = byteUnit(total);
      const doneText = formatNumber(tag, done / size, { maximumFractionDigits: digits });
      return say('app.bytesOf', { done: doneText, total: formatBytes(tag, total) });
    },
    duration: (ms) => formatDuration(tag, ms),
    dateTime: (moment) => formatMoment(locale, moment, { dateStyle: 'medium', timeStyle: 'short' }),
    localDateTime: (local) =>
      formatMoment({ tag, timeZone: 'UTC' }, `${local}Z`, { dateStyle: 'medium', timeStyle: 'short' }),
    date: (moment) => formatMoment(locale, moment, { dateStyle: 'medium' }),
    time: (moment) => formatMoment(locale, moment, { timeStyle: 'short' }),
    day: (day) =>
      formatMoment({ tag, timeZone: 'UTC' }, day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    list: (items) => new Intl.ListFormat(tag, { type: 'conjunction' }).format(items),
  };
}

/** `Say` has checked key and values by their types, which cannot be followed in here. */
type UncheckedSay = (key: string, values?: object) => string;

type UncheckedTexts = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

function createSay(tag: string, catalogue: UncheckedTexts): UncheckedSay {
  const compiled = new Map<string, IntlMessageFormat>();
  return (key, values) => {
    const text = textOf(catalogue, key);
    if (values === undefined) return text;
    const message = compiled.get(key) ?? new IntlMessageFormat(text, tag, undefined, { ignoreTag: true });
    compiled.set(key, message);
    return String(message.format({ ...values }));
  };
}

/** A key that a catalogue lacks is shown as the key; the check of the catalogues prevents it. */
function textOf(catalogue: UncheckedTexts, key: string): string {
  const dot = key.indexOf('.');
  return catalogue[key.slice(0, dot)]?.[key.slice(dot + 1)] ?? key;
}

const byteUnits = [
  { unit: 'byte', size: 1, digits: 0, unitDisplay: 'long' },
  { unit: 'kilobyte', size: 1e3, digits: 0, unitDisplay: 'short' },
  { unit: 'megabyte', size: 1e6, digits: 1, unitDisplay: 'short' },
  { unit: 'gigabyte', size: 1e9, digits: 1, unitDisplay: 'short' },
] as const;

function byteUnit(bytes: number): (typeof byteUnits)[number] {
  return byteUnits.findLast(({ size }) => bytes >= size) ?? byteUnits[0];
}

function formatBytes(tag: string, bytes: number): string {
  const { unit, size, digits, unitDisplay } = byteUnit(bytes);
  return formatNumber(tag, bytes / size, { style: 'unit', unit, unitDisplay, maximumFractionDigits: digits });
}

function formatDuration(tag: string, ms: number): string {
  const style = { style: 'unit', unitDisplay: 'narrow' } as const;
  return ms < 1000
    ? formatNumber(tag, ms, { ...style, unit: 'millisecond', maximumFractionDigits: ms < 10 ? 1 : 0 })
    : formatNumber(tag, ms / 1000, { ...style, unit: 'second', maximumFractionDigits: 1 });
}

function wholePercent(share: number): number {
  const percent = Math.round(share * 100);
  return percent === 100 && share < 1 ? 99 : percent;
}

function wholeScore(score: number): number {
  const rounded = Math.round(score * 100);
  return score < 0.5 && rounded >= 50 ? 49 : rounded;
}

function formatNumber(tag: string, value: number, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(tag, options).format(value);
}

function formatMoment({ tag, timeZone }: Locale, moment: string | number, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(tag, { ...style, ...(timeZone && { timeZone }) }).format(new Date(moment));
}
