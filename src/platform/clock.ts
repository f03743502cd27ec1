/** A moment, and the offset of local time from UTC at that moment. */
export interface Moment {
  /** ISO 8601 in UTC. */
  readonly takenAt: string;
  readonly utcOffsetMinutes: number;
}

/** Now, by the device's clock. */
export function momentNow(): Moment {
  const now = new Date();
  // `getTimezoneOffset` has the opposite sign: minutes by which UTC is ahead of local time.
  return { takenAt: now.toISOString(), utcOffsetMinutes: -now.getTimezoneOffset() || 0 };
}

/** Milliseconds since 1970 in UTC, by the device's clock. */
export function nowMs(): number {
  return Date.now();
}

/** Now as ISO 8601 in UTC, by the device's clock. */
export function timeNow(): string {
  return new Date().toISOString();
}

/** Runs `run` once after `afterMs`; the returned function cancels it. */
export function schedule(run: () => void, afterMs: number): () => void {
  const timer = setTimeout(run, afterMs);
  return () => clearTimeout(timer);
}
