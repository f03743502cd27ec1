/** Moments as the office reads them: in its own time zone, and in the device's own time where that differs. */

const minuteMs = 60_000;

/** Writes and compares moments in one time zone (IANA name, as `Asia/Kolkata`). */
export interface OfficeTime {
  readonly timeZone: string;
  /** "21 Nov 2026, 09:30". */
  readonly moment: (at: Date) => string;
  /** The device's own reading with its offset, "21 Nov 2026, 12:00 (UTC+05:30)"; undefined where both clocks agree. */
  readonly deviceMoment: (at: Date, utcOffsetMinutes: number) => string | undefined;
  /** The calendar day here, "2026-11-21". */
  readonly day: (at: Date) => string;
}

/** Throws where `timeZone` is no time zone this machine knows: the configuration was checked before. */
export function officeTime(timeZone: string): OfficeTime {
  const format = momentFormat(timeZone);
  const offset = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' });
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return {
    timeZone,
    moment: (at) => format.format(at),
    deviceMoment: (at, utcOffsetMinutes) =>
      offsetMinutes(offset, at) === utcOffsetMinutes ? undefined : deviceMoment(at, utcOffsetMinutes),
    day: (at) => day.format(at),
  };
}

/** A calendar day "2026-11-21" as "21 Nov 2026". */
export function formatDay(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
}

/** The calendar day `days` later (or earlier, where negative). */
export function shiftDay(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

function momentFormat(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
}

function offsetMinutes(format: Intl.DateTimeFormat, at: Date): number {
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

const utcFormat = momentFormat('UTC');

function deviceMoment(at: Date, utcOffsetMinutes: number): string {
  const local = new Date(at.getTime() + utcOffsetMinutes * minuteMs);
  return `${utcFormat.format(local)} (${formatOffset(utcOffsetMinutes)})`;
}

/** Minutes east of Greenwich as "UTC+05:30". */
export function formatOffset(utcOffsetMinutes: number): string {
  const size = Math.abs(utcOffsetMinutes);
  const [hours, minutes] = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'));
  return `UTC${utcOffsetMinutes < 0 ? '-' : '+'}${hours ?? ''}:${minutes ?? ''}`;
}
