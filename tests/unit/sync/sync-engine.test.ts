import { expect, test } from 'vitest';
import { backoffMs, waitAfter } from '../../../src/sync/backoff';
import type { DrainEnd, DrainReport, Urgency } from '../../../src/sync/drain';
import { createSyncEngine } from '../../../src/sync/sync-engine';
import { parseRetryAfter } from '../../../src/sync/backoff';

const empty: DrainEnd = { kind: 'empty' };

/** An engine whose drains end when the test says so, on a clock that the test moves. */
function setUp() {
  const clock = { nowMs: 1_000_000 };
  const asked: Urgency[] = [];
  const timers: { readonly run: () => void; readonly afterMs: number }[] = [];
  const running: ((report: DrainReport) => void)[] = [];
  const engine = createSyncEngine({
    drain: (urgency) => {
      asked.push(urgency);
      return new Promise((resolve) => running.push(resolve));
    },
    schedule: (run, afterMs) => {
      const timer = { run, afterMs };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    nowMs: () => clock.nowMs,
    random: () => 1,
  });
  const end = async (how: DrainEnd): Promise<void> => {
    running.shift()?.({ delivered: 0, end: how });
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { engine, clock, asked, timers, end };
}

test('SYN-13 drains exactly once more after a wake during a drain', async () => {
  const { engine, asked, end, timers } = setUp();
  engine.wake();
  engine.wake();
  engine.wake('immediate');
  expect(asked).toEqual(['scheduled']);
  await end(empty);
  expect(asked).toEqual(['scheduled', 'immediate']);
  await end(empty);
  expect(asked).toHaveLength(2);
  expect(engine.status()).toMatchObject({ phase: 'idle', last: { end: empty } });
  expect(timers.map(({ afterMs }) => afterMs)).toEqual([600_000]);
});

test('SYN-13 waits longer after each failed drain in a row and starts over after a success', async () => {
  const { engine, clock, end, timers } = setUp();
  const rests: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    engine.wake();
    await end({ kind: 'waiting', untilMs: clock.nowMs, fault: { kind: 'offline' } });
    rests.push(timers.at(-1)?.afterMs ?? 0);
  }
  expect(rests).toEqual([4_500, 8_500, 16_500, 32_500]);
  engine.wake();
  await end({ kind: 'waiting', untilMs: clock.nowMs + 100 });
  expect(timers.at(-1)?.afterMs).toBe(500);
});

test('SYN-5 starts no drain before Retry-After, even on request of the user', async () => {
  const { engine, clock, asked, end } = setUp();
  engine.wake();
  const fault = { kind: 'try-later', status: 503, retryAfterMs: 60_000 } as const;
  await end({ kind: 'waiting', untilMs: clock.nowMs + 60_000, fault });
  engine.wake('immediate');
  expect(asked).toHaveLength(1);
  clock.nowMs += 60_000;
  engine.wake();
  expect(asked).toHaveLength(2);
});

test('SYN-9 tries again soon while another tab drains', async () => {
  const { engine, end, timers } = setUp();
  engine.wake();
  await end({ kind: 'blocked', by: { kind: 'busy' } });
  expect(timers.at(-1)?.afterMs).toBe(10_000);
});

test('SYN-13 does nothing after stop', async () => {
  const { engine, asked, end, timers } = setUp();
  engine.wake();
  engine.stop();
  await end(empty);
  engine.wake('immediate');
  expect(asked).toHaveLength(1);
  expect(timers).toEqual([]);
});

test('SYN-5 doubles the backoff up to ten minutes, with full jitter', () => {
  expect([0, 1, 2, 20].map((attempts) => backoffMs(attempts, () => 1))).toEqual([2_000, 4_000, 8_000, 600_000]);
  expect(backoffMs(9, () => 0)).toBe(0);
  expect(waitAfter({ attempts: 9, retryAfterMs: 5_000, nowMs: 100, random: () => 1 })).toEqual({
    kind: 'server',
    untilMs: 7_100,
  });
});

test('SYN-5 reads Retry-After as seconds or a date, limited to one day', () => {
  const nowMs = Date.UTC(2026, 10, 21, 8);
  expect(parseRetryAfter('120', nowMs)).toBe(120_000);
  expect(parseRetryAfter('Sat, 21 Nov 2026 08:01:00 GMT', nowMs)).toBe(60_000);
  expect(parseRetryAfter('Sat, 21 Nov 2026 07:00:00 GMT', nowMs)).toBe(0);
  expect(parseRetryAfter('999999999', nowMs)).toBe(86_400_000);
  expect([null, 'soon', ''].map((header) => parseRetryAfter(header, nowMs))).toEqual([undefined, undefined, undefined]);
});
