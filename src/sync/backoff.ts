/** How long to rest after a failure: exponential, with full jitter, never before the server said. */
import type { RetryWait } from '../domain/delivery';

const firstMs = 2_000;
const longestMs = 10 * 60_000;

/** Exponential backoff with full jitter (Brooker 2015, "Exponential Backoff And Jitter"): 0 to `2 s × 2^attempts`. */
export function backoffMs(attempts: number, random: () => number): number {
  return Math.round(random() * Math.min(longestMs, firstMs * 2 ** Math.min(attempts, 20)));
}

/** The rest after failure number `attempts + 1`; `retryAfterMs` is the server's wish, on top of which a little jitter comes. */
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
