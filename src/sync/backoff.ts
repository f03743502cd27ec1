/** How long to wait after a failure: exponential backoff with full jitter, and never less than the server's `Retry-After`. */
import type { RetryWait } from '../domain/delivery';

const firstMs = 2_000;
const longestMs = 10 * 60_000;
/** A server that asks for more than a day is ignored: the outbox would seem to be stuck. */
const longestRetryAfterMs = 24 * 3_600_000;

/** Exponential backoff with full jitter (Brooker 2015, "Exponential Backoff And Jitter"): 0 to `2 s × 2^attempts`. */
export function backoffMs(attempts: number, random: () => number): number {
  return Math.round(random() * Math.min(longestMs, firstMs * 2 ** Math.min(attempts, 20)));
}

/** The wait after failure number `attempts + 1`. A little jitter is added to the server's `retryAfterMs`. */
export function waitAfter(failure: {
  readonly attempts: number;
  readonly retryAfterMs: number | undefined;
  readonly nowMs: number;
  readonly random: () => number;
}): Exclude<RetryWait, { kind: 'none' }> {
  const { attempts, retryAfterMs, nowMs, random } = failure;
  if (retryAfterMs === undefined) return { kind: 'backoff', untilMs: nowMs + backoffMs(attempts, random) };
  return { kind: 'server', untilMs: nowMs + retryAfterMs + backoffMs(0, random) };
}

/** The header `Retry-After` (RFC 9110, section 10.2.3) in milliseconds from now; undefined where it is absent or invalid. */
export function parseRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(longestRetryAfterMs, Math.max(0, ms));
}
