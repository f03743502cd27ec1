/** Decides when to drain: when woken, and by a jittered timer that rests longer after each failure in a row. */
import { backoffMs } from './backoff';
import type { DrainEnd, DrainReport, Urgency } from './drain';

/** What the engine takes. */
export interface OutboxEngineParts {
  readonly drain: (urgency: Urgency) => Promise<DrainReport>;
  /** Runs `run` once after so many milliseconds; the returned undo stops it. */
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  readonly nowMs: () => number;
  readonly random: () => number;
}

/** What the engine is doing. `nextTryMs`: when it looks again by itself. */
export interface EngineStatus {
  readonly phase: 'resting' | 'draining';
  readonly last?: DrainReport;
  readonly nextTryMs?: number;
}

/** The engine of one tab. */
export interface OutboxEngine {
  /** Drains soon; while a drain runs, once more after it. `asked` tries changes that rest by our own choice too. */
  wake(urgency?: Urgency): void;
  read(): EngineStatus;
  subscribe(listener: () => void): () => void;
  stop(): void;
}

/** Even with nothing to do it looks now and then: an event of the browser may have been missed. */
const heartbeatMs = 10 * 60_000;
/** After somebody else was found sending. */
const busyMs = 10_000;

/** An engine at rest; the first `wake` starts it. */
export function createOutboxEngine(parts: OutboxEngineParts): OutboxEngine {
  const listeners = new Set<() => void>();
  let status: EngineStatus = { phase: 'resting' };
  let wanted: Urgency | undefined;
  let isRunning = false;
  let isStopped = false;
  let stopsInARow = 0;
  let serverWishUntilMs = 0;
  let cancelTimer = (): void => undefined;

  function tell(next: EngineStatus): void {
    status = next;
    for (const listener of listeners) listener();
  }

  function wake(urgency: Urgency = 'routine'): void {
    wanted = wanted === 'asked' ? wanted : urgency;
    if (!isRunning && !isStopped && parts.nowMs() >= serverWishUntilMs) void run();
  }

  async function run(): Promise<void> {
    isRunning = true;
    cancelTimer();
    try {
      for (let urgency = takeWish(); urgency !== undefined; urgency = takeWish()) await drainOnce(urgency);
    } finally {
      // Also after a bug in a layer below: it is thrown, but the queue is not dead.
      isRunning = false;
      plan();
    }
  }

  function takeWish(): Urgency | undefined {
    const wish = parts.nowMs() >= serverWishUntilMs && !isStopped ? wanted : undefined;
    if (wish !== undefined) wanted = undefined;
    return wish;
  }

  async function drainOnce(urgency: Urgency): Promise<void> {
    tell({ ...status, phase: 'draining' });
    const last = await parts.drain(urgency);
    const { end } = last;
    const isBadWay = end.kind === 'resting' && end.because !== undefined;
    stopsInARow = isBadWay ? stopsInARow + 1 : 0;
    serverWishUntilMs = serverWish(end) ?? serverWishUntilMs;
    tell({ phase: 'draining', last });
  }

  function plan(): void {
    if (isStopped) return;
    const afterMs = restMs(status.last?.end);
    cancelTimer = parts.schedule(() => wake(), afterMs);
    const { last } = status;
    tell({ phase: 'resting', nextTryMs: parts.nowMs() + afterMs, ...(last === undefined ? {} : { last }) });
  }

  function restMs(end: DrainEnd | undefined): number {
    const jittered = (ms: number): number => Math.round(ms * (0.5 + parts.random() / 2));
    if (end?.kind === 'blocked' && end.by.kind === 'busy') return jittered(busyMs);
    if (end?.kind !== 'resting') return jittered(heartbeatMs);
    const untilMs = Math.max(end.untilMs, parts.nowMs() + restAfterStops(), serverWishUntilMs);
    return Math.min(heartbeatMs, untilMs - parts.nowMs());
  }

  /** At least half a second, so that a jitter of nothing does not make a storm. */
  function restAfterStops(): number {
    return 500 + (stopsInARow === 0 ? 0 : backoffMs(stopsInARow, parts.random));
  }

  return {
    wake,
    read: () => status,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop() {
      isStopped = true;
      cancelTimer();
    },
  };
}

/** A server that said `Retry-After` of itself (429, 503) is left alone until then, whoever asks. */
function serverWish(end: DrainEnd): number | undefined {
  if (end.kind !== 'resting' || end.because?.kind !== 'try-later') return undefined;
  return end.because.retryAfterMs === undefined ? undefined : end.untilMs;
}
