/** Tells when the intake has taken something: one question a second to the database, however many pages are open. */
import { setTimeout as pause } from 'node:timers/promises';

/** Why a wait ended. */
type WatchEnd = 'news' | 'quiet' | 'ending';

/** How to watch. */
export interface WatchPlan {
  readonly readLatest: () => Promise<number>;
  readonly everyMs: number;
  /** Ends every wait. */
  readonly ending: AbortSignal;
  /** The database may be away for a while: the waits go on. */
  readonly onTrouble: (error: unknown) => void;
}

/** Waits of any number of streams. */
export interface SequenceWatch {
  /** Until the newest sequence is past `sequence`; `quiet` where nothing came for `quietMs`. */
  readonly waitBeyond: (sequence: number, quietMs: number) => Promise<WatchEnd>;
}

interface Waiter {
  readonly beyond: number;
  readonly wake: () => void;
}

/** Asks only while somebody waits. */
export function watchSequence({ readLatest, everyMs, ending, onTrouble }: WatchPlan): SequenceWatch {
  const waiters = new Set<Waiter>();
  let isAsking = false;

  async function askWhileAwaited(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    while (waiters.size > 0 && !ending.aborted) {
      const latest = await readLatest().catch((error: unknown) => {
        onTrouble(error);
        return 0;
      });
      for (const waiter of waiters) if (waiter.beyond < latest) waiter.wake();
      await pause(everyMs, undefined, { signal: ending }).catch(() => undefined);
    }
    isAsking = false;
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
        void askWhileAwaited();
      });
    },
  };
}
