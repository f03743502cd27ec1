/** Simulates users of a server and counts the outcomes. */
import { setTimeout as pause } from 'node:timers/promises';
import { quantileOf } from './quantiles';

/** The outcome of one attempt. `busy` is a 503 with `Retry-After`. */
export type AttemptEnd =
  | { readonly kind: 'answered' }
  | { readonly kind: 'busy'; readonly retryAfterS: number }
  | { readonly kind: 'failed'; readonly why: string };

/** One attempt: `user` counts from 0. */
export type Attempt = (user: number) => Promise<AttemptEnd>;

/** What a load measured. Times are those of answered attempts, in milliseconds. */
export interface LoadResult {
  readonly seconds: number;
  readonly answeredMs: readonly number[];
  readonly busy: number;
  readonly failures: Readonly<Record<string, number>>;
}

/** Lets `users` send requests without a pause for `seconds`. After a 503 a user waits for `Retry-After`. */
export async function load(users: number, seconds: number, attempt: Attempt): Promise<LoadResult> {
  const answeredMs: number[] = [];
  const failures: Record<string, number> = {};
  let busy = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  const work = async (user: number): Promise<void> => {
    while (performance.now() < endsAt) {
      const askedAt = performance.now();
      const end = await attempt(user);
      if (end.kind === 'answered') answeredMs.push(performance.now() - askedAt);
      if (end.kind === 'failed') failures[end.why] = (failures[end.why] ?? 0) + 1;
      if (end.kind !== 'busy') continue;
      busy += 1;
      await pause(Math.min(end.retryAfterS * 1000, Math.max(0, endsAt - performance.now())));
    }
  };
  await Promise.all(Array.from({ length: users }, (_, user) => work(user)));
  return { seconds: (performance.now() - startedAt) / 1000, answeredMs, busy, failures };
}

/** One line of a table. */
export function loadLine(what: string, users: number, { seconds, answeredMs, busy, failures }: LoadResult): string {
  const rate = (answeredMs.length / seconds).toFixed(1);
  const quantiles = [0.5, 0.95, 0.99].map((share) => `p${share * 100} ${quantileOf(answeredMs, share).toFixed(0)} ms`);
  const failed = Object.entries(failures).map(([why, count]) => `${count} x ${why}`);
  return [
    `${what.padEnd(24)} ${String(users).padStart(3)} users  ${String(answeredMs.length).padStart(6)} answered`,
    `${rate.padStart(7)}/s  ${quantiles.map((text) => text.padStart(12)).join(' ')}`,
    `503: ${busy}  failed: ${failed.length === 0 ? '0' : failed.join(', ')}`,
  ].join('  ');
}

/** How an answer of `fetch` counts; its body is read to the end. */
export async function endOf(asking: Promise<Response>): Promise<AttemptEnd> {
  try {
    const answer = await asking;
    await answer.arrayBuffer();
    const retryAfterS = Number(answer.headers.get('retry-after') ?? 'none');
    if (answer.ok) return { kind: 'answered' };
    if (answer.status === 503 && retryAfterS > 0) return { kind: 'busy', retryAfterS };
    return { kind: 'failed', why: `status ${answer.status}` };
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? error.name : String(error) };
  }
}
