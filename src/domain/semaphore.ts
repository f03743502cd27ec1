/** Bounded concurrency: at most `capacity` tasks at once, the others wait in the order in which they asked. */

/** Gives a permit back. Calling it again does nothing. */
export type Release = () => void;

export interface Semaphore {
  /**
   * Runs `task` as soon as a permit is free and settles as the task does. A task that fails, by a synchronous throw or
   * by a rejection, fails alone: the permit is given back and the next task runs.
   */
  run<Value>(task: () => Value | Promise<Value>): Promise<Value>;
  /** Waits for a permit. For work that does not fit in one function, as a connection that is borrowed. */
  acquire(): Promise<Release>;
  /** A permit if one is free now, else `undefined`: bounded admission. */
  tryAcquire(): Release | undefined;
  /** Resolves when no permit is in use. */
  idle(): Promise<void>;
  /** Permits in use. */
  active(): number;
  /** Callers that wait for a permit. */
  waiting(): number;
}

/** A semaphore with `capacity` permits; throws a `RangeError` unless `capacity` is a whole number above 0. */
export function createSemaphore(capacity: number): Semaphore {
  if (!Number.isSafeInteger(capacity) || capacity < 1) throw new RangeError(`No capacity: ${capacity}.`);
  let active = 0;
  const waiting: (() => void)[] = [];
  const idleWaiters: (() => void)[] = [];

  // A released permit goes straight to the first waiter, so `active` stays and nobody can overtake.
  function release(): void {
    const next = waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    active -= 1;
    if (active === 0) idleWaiters.splice(0).forEach((resolve) => resolve());
  }

  function tryAcquire(): Release | undefined {
    if (active >= capacity) return undefined;
    active += 1;
    return once(release);
  }

  async function acquire(): Promise<Release> {
    const permit = tryAcquire();
    if (permit !== undefined) return permit;
    await new Promise<void>((resolve) => waiting.push(resolve));
    return once(release);
  }

  return {
    run: async (task) => {
      const permit = await acquire();
      try {
        return await task();
      } finally {
        permit();
      }
    },
    acquire,
    tryAcquire,
    idle: () => (active === 0 ? Promise.resolve() : new Promise((resolve) => idleWaiters.push(resolve))),
    active: () => active,
    waiting: () => waiting.length,
  };
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}
