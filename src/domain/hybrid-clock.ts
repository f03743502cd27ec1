/**
 * A hybrid logical clock (Kulkarni et al. 2014, "Logical Physical Clocks"): wall time that never runs backwards and is
 * never equal on two devices, written so that text order is time order: `2026-11-21T07:30:00.000Z_0003_<device>`.
 */

/** One reading: milliseconds since 1970 in UTC, a counter within that millisecond, and the device of the clock. */
export interface ClockReading {
  readonly wallMs: number;
  readonly counter: number;
  readonly device: string;
}

/** A reading of another clock that is further ahead of this one is not followed. */
const maxAheadMs = 24 * 3_600_000;

/** The largest number with four hexadecimal digits. */
const counterLimit = 0xffff;

/** The reading after `last` at `nowMs`, for an event on this device. */
export function tick(last: ClockReading, nowMs: number): ClockReading {
  if (nowMs > last.wallMs) return { ...last, wallMs: nowMs, counter: 0 };
  const isFull = last.counter >= counterLimit;
  return isFull ? { ...last, wallMs: last.wallMs + 1, counter: 0 } : { ...last, counter: last.counter + 1 };
}

/** The reading after one of another clock was received: later than both, but at most a day ahead of `nowMs`. */
export function receive(last: ClockReading, seen: ClockReading, nowMs: number): ClockReading {
  const followed = seen.wallMs <= nowMs + maxAheadMs ? seen : { ...seen, wallMs: nowMs, counter: 0 };
  const isLater = compareReadings(followed, last) > 0;
  return tick(isLater ? { ...followed, device: last.device } : last, nowMs);
}

/** Negative if `a` is before `b`. Equal times are ordered by device, so that all servers agree. */
export function compareReadings(a: ClockReading, b: ClockReading): number {
  return a.wallMs - b.wallMs || a.counter - b.counter || (a.device < b.device ? -1 : Number(a.device > b.device));
}

/** The reading as text. */
export function formatReading({ wallMs, counter, device }: ClockReading): string {
  return `${new Date(wallMs).toISOString()}_${counter.toString(16).padStart(4, '0')}_${device}`;
}

const form = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{4})_([0-9a-zA-Z-]{1,64})$/;

/** The reading in `text`, or undefined. Dates that do not exist are refused: `Date` reads 31 November as 1 December. */
export function parseReading(text: string): ClockReading | undefined {
  const [, iso = '', counter = '', device = ''] = form.exec(text) ?? [];
  const wallMs = Date.parse(iso);
  if (Number.isNaN(wallMs) || new Date(wallMs).toISOString() !== iso) return undefined;
  return { wallMs, counter: Number.parseInt(counter, 16), device };
}
