/** Who may come in: a bounded number of requests is under way, the rest is told when to come again. */

/** What the door is made of. `now` is in milliseconds. */
export interface AdmissionPlan {
  /** Requests that may be under way at once, those that wait included. */
  readonly places: number;
  /** Pictures inspected at once. */
  readonly workers: number;
  readonly now: () => number;
}

/** The door and the queue behind it. */
export interface Admission {
  /** Takes a place and gives the way to be rid of it; where none is free, after how many seconds to ask again. */
  enter():
    { readonly kind: 'entered'; readonly leave: () => void } | { readonly kind: 'full'; readonly retryAfterS: number };
  /** Runs `work` when one of the workers is free, in the order of asking. */
  atWorker<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Waits until everyone has left. */
  emptied(): Promise<void>;
  /** Requests inside, at work or waiting. */
  readonly inside: () => number;
}

/** Before anything was measured. */
const firstGuessMs = 250;
/** Nobody is sent away for longer. */
const longestWaitS = 60;
/** Weight of the newest measurement. */
const freshness = 0.2;

/** An empty room. */
export function createAdmission({ places, workers, now }: AdmissionPlan): Admission {
  let inside = 0;
  let atWork = 0;
  let usualMs = firstGuessMs;
  const waiting: (() => void)[] = [];
  const leavers: (() => void)[] = [];

  function leave(): void {
    inside -= 1;
    if (inside === 0) leavers.splice(0).forEach((tell) => tell());
  }

  function release(startedMs: number): void {
    usualMs += freshness * (now() - startedMs - usualMs);
    const next = waiting.shift();
    if (next === undefined) atWork -= 1;
    else next();
  }

  async function turn(): Promise<void> {
    if (atWork < workers) atWork += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  return {
    inside: () => inside,
    enter: () => {
      if (inside >= places) return { kind: 'full', retryAfterS: waitS((waiting.length + 1) * usualMs, workers) };
      inside += 1;
      return { kind: 'entered', leave: once(leave) };
    },
    atWorker: async (work) => {
      await turn();
      const startedMs = now();
      try {
        return await work();
      } finally {
        release(startedMs);
      }
    },
    emptied: () => (inside === 0 ? Promise.resolve() : new Promise((resolve) => leavers.push(resolve))),
  };
}

function waitS(workMs: number, workers: number): number {
  return Math.min(longestWaitS, Math.max(1, Math.ceil(workMs / workers / 1000)));
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}
