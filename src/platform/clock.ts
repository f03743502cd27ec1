/** A moment, and how far local time was ahead of UTC then. */
export interface Moment {
  /** ISO 8601 in UTC. */
  readonly takenAt: string;
  readonly utcOffsetMinutes: number;
}

/** Now, by the device's clock. */
export function momentNow(): Moment {
  const now = new Date();
  // JavaScript counts the other way round: minutes that UTC is ahead of local time.
  return { takenAt: now.toISOString(), utcOffsetMinutes: -now.getTimezoneOffset() || 0 };
}

/** Milliseconds since 1970 in UTC, by the device's clock. */
export function nowMs(): number {
  return Date.now();
}

/** Runs `run` once after `afterMs`; the returned undo stops it. */
export function schedule(run: () => void, afterMs: number): () => void {
  const timer = setTimeout(run, afterMs);
  return () => clearTimeout(timer);
}
