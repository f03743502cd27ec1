/** Notifies streams of new changes. The database is polled once per interval, however many pages are open. */
import { setTimeout as pause } from 'node:timers/promises';

/** Why a wait ended. */
type WatchEnd = 'news' | 'quiet' | 'ending';

/** What to poll, and how often. */
export interface WatchPlan {
  readonly readLatest: () => Promise<number>;
  readonly everyMs: number;
  /** Ends every wait. */
  readonly ending: AbortSignal;
  /** Called when a poll fails; polling continues. */
  readonly onError: (error: unknown) => void;
}

/** The watch that any number of streams can wait on. */
export interface SequenceWatch {
  /** Resolves when the newest sequence is past `sequence`, or with `quiet` after `quietMs` without a change. */
  readonly waitBeyond: (sequence: number, quietMs: number) => Promise<WatchEnd>;
}

interface Waiter {
  readonly beyond: number;
  readonly wake: () => void;
}

/** Polls only while a stream waits. */
export function watchSequence({ readLatest, everyMs, ending, onError }: WatchPlan): SequenceWatch {
  const waiters = new Set<Waiter>();
  let isPolling = false;

  async function pollWhileAwaited(): Promise<void> {
    if (isPolling) return;
    isPolling = true;
    while (waiters.size > 0 && !ending.aborted) {
      const latest = await readLatest().catch((error: unknown) => {
        onError(error);
        return 0;
      });
      for (const waiter of waiters) if (waiter.beyond < latest) waiter.wake();
      await pause(everyMs, undefined, { signal: ending }).catch(() => undefined);
    }
    isPolling = false;
  }

  return {
    waitBeyond: (sequence, quietMs) => {
      if (ending.aborted) return Promise.resolve('ending');
      return new Promise((resolve) => {
        const finish = (end: WatchEnd) => {
          waiters.delete(waiter);
          clearTimeout(timer);
          ending.removeEventListener('abort', onEnding);
          resolve(end);
        };
        const onEnding = () => finish('ending');
        const waiter: Waiter = { beyond: sequence, wake: () => finish('news') };
        const timer = setTimeout(() => finish('quiet'), quietMs);
        ending.addEventListener('abort', onEnding);
        waiters.add(waiter);
        void pollWhileAwaited();
      });
    },
  };
}
