import type { Schedule } from '../../src/inspector/worker-life';

/** A clock that a test advances. */
export interface FakeSchedule {
  readonly schedule: Schedule;
  /** Runs everything due within the next `ms`. */
  readonly advance: (ms: number) => void;
}

/** A clock at 0 without tasks. */
export function createFakeSchedule(): FakeSchedule {
  let nowMs = 0;
  const due = new Map<symbol, { readonly atMs: number; readonly run: () => void }>();
  return {
    schedule(run, afterMs) {
      const id = Symbol('timer');
      due.set(id, { atMs: nowMs + afterMs, run });
      return () => due.delete(id);
    },
    advance(ms) {
      nowMs += ms;
      for (const [id, { atMs, run }] of [...due]) {
        if (atMs > nowMs || !due.delete(id)) continue;
        run();
      }
    },
  };
}
