/** When a picture was taken, by the clock of its camera. */
import * as v from 'valibot';
import type { TypeOf } from './schema-type';

const mostOffsetMinutes = 14 * 60;

/** Cameras store local time, often without its offset from UTC: then the moment in UTC is not known. */
export const captureTimeSchema = v.looseObject({
  /** ISO 8601 without a zone, "2024-03-01T10:20:30" or with a fraction of a second. */
  local: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?$/, 'a local time'), v.maxLength(29)),
  /** Minutes east of Greenwich. */
  utcOffsetMinutes: v.exactOptional(
    v.pipe(v.number(), v.integer(), v.minValue(-mostOffsetMinutes), v.maxValue(mostOffsetMinutes)),
  ),
});

export type CaptureTime = TypeOf<typeof captureTimeSchema>;

/** The capture time of a photo that this device takes at `at`, to the second. `utcOffsetMinutes`: that of the device's clock. */
export function captureTimeAt(at: Date, utcOffsetMinutes: number): CaptureTime {
  const local = new Date(at.getTime() + utcOffsetMinutes * 60_000).toISOString().slice(0, 19);
  return { local, utcOffsetMinutes };
}

/** A capture time as ISO 8601 text, with its offset if that is known: "2024-03-01T10:20:30+05:30". */
export function captureTimeText({ local, utcOffsetMinutes }: CaptureTime): string {
  if (utcOffsetMinutes === undefined) return local;
  const size = Math.abs(utcOffsetMinutes);
  const [hours = '', minutes = ''] = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'));
  return `${local}${utcOffsetMinutes < 0 ? '-' : '+'}${hours}:${minutes}`;
}
