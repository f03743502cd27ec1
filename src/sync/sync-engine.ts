/** Drains the outbox when asked, and by a jittered timer that waits longer after each failure in a row. */
import { createObservable } from '../domain/observable';
import type { DrainReport, Urgency } from './drain';
import {
  dueDrain,
  idleDelayMs,
  initialEngine,
  reduceEngine,
  type EngineEvent,
  type SyncStatus,
} from './sync-engine-state';

export interface SyncEngineDependencies {
  readonly drain: (urgency: Urgency) => Promise<DrainReport>;
  /** Runs `run` once after this many milliseconds; the returned function cancels it. */
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  readonly nowMs: () => number;
  readonly random: () => number;
}

export type SyncEngine = ReturnType<typeof createSyncEngine>;

/** The sync engine of one tab. It is idle until the first `wake`. */
export function createSyncEngine({ drain, schedule, nowMs, random }: SyncEngineDependencies) {
  const engine = createObservable(initialEngine);
  let isRunning = false;
  let cancelTimer = (): void => undefined;

  function send(event: EngineEvent): void {
    engine.write(reduceEngine(engine.read(), event));
  }

  async function run(): Promise<void> {
    isRunning = true;
    cancelTimer();
    try {
      for (let urgency = next(); urgency !== undefined; urgency = next()) {
        send({ kind: 'drain-started' });
        send({ kind: 'drain-ended', report: await drain(urgency) });
      }
    } finally {
      // Also after a bug in a layer below: the error is thrown, and the engine goes on.
      isRunning = false;
      startTimer();
    }
  }

  function next(): Urgency | undefined {
    return dueDrain(engine.read(), nowMs());
  }

  function wake(urgency: Urgency = 'scheduled'): void {
    send({ kind: 'requested', urgency });
    if (!isRunning && next() !== undefined) void run();
  }

  function startTimer(): void {
    if (engine.read().isStopped) return;
    const afterMs = idleDelayMs(engine.read(), nowMs(), random);
    cancelTimer = schedule(() => wake(), afterMs);
    send({ kind: 'idle', nextTryMs: nowMs() + afterMs });
  }

  return {
    /** Drains soon; while a drain runs, once more after it. `immediate` also tries changes that wait by our own backoff. */
    wake,
    status: (): SyncStatus => engine.read().status,
    subscribe: engine.subscribe,
    stop(): void {
      send({ kind: 'stopped' });
      cancelTimer();
    },
  };
}
