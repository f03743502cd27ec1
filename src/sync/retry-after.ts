/** A server that asks for more than a day is not believed: the queue would look dead. */
const longestMs = 24 * 3_600_000;

/** The header `Retry-After` (RFC 9110, section 10.2.3) in milliseconds from now; undefined where there is none. */
export function parseRetryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(longestMs, Math.max(0, ms));
}
