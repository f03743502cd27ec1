/** Calendar days and clock readings in the office's time zone. */

const minuteMs = 60_000;

/** Reads moments in one time zone. */
export interface OfficeTime {
  /** IANA name, for example `Asia/Kolkata`. */
  readonly timeZone: string;
  /** Minutes east of Greenwich at a moment. */
  readonly offsetMinutes: (at: Date) => number;
  /** The calendar day of a moment, "2026-11-21". */
  readonly day: (at: Date) => string;
}

/** Throws if the JavaScript engine does not know `timeZone`; the configuration has been checked before. */
export function officeTime(timeZone: string): OfficeTime {
  const offset = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' });
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return { timeZone, offsetMinutes: (at) => readOffset(offset, at), day: (at) => day.format(at) };
}

function readOffset(format: Intl.DateTimeFormat, at: Date): number {
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** The device's own clock reading as a moment of UTC, to be formatted with the time zone UTC. */
export function deviceReading(at: Date, utcOffsetMinutes: number): Date {
  return new Date(at.getTime() + utcOffsetMinutes * minuteMs);
}

/** Minutes east of Greenwich as "UTC+05:30". */
export function formatOffset(utcOffsetMinutes: number): string {
  const size = Math.abs(utcOffsetMinutes);
  const [hours, minutes] = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'));
  return `UTC${utcOffsetMinutes < 0 ? '-' : '+'}${hours ?? ''}:${minutes ?? ''}`;
}

/** A calendar day as its midnight in UTC, to be formatted with the time zone UTC. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** The calendar day `days` later, or earlier where negative. */
export function shiftDay(day: string, days: number): string {
  const at = startOfDay(day);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
