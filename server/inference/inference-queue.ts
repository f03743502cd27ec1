/** Bounded admission of requests, and the order in which they get a worker. */
import { createSemaphore, type Release } from '../../src/domain/semaphore';

/** Limits of the queue. `now` is in milliseconds. */
export interface InferenceQueuePlan {
  /** Requests in progress at once, including those that wait for a worker. */
  readonly places: number;
  /** Pictures inspected at once. */
  readonly workers: number;
  readonly now: () => number;
}

/** Two semaphores: one for requests, one for workers. */
export interface InferenceQueue {
  /** A permit, or the seconds after which to ask again. */
  enter():
    { readonly kind: 'entered'; readonly leave: Release } | { readonly kind: 'full'; readonly retryAfterS: number };
  /** Runs `work` when a worker is free, in the order of the calls. */
  atWorker<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Resolves when no request is in progress. */
  idle(): Promise<void>;
  /** Requests in progress. */
  readonly active: () => number;
}

/** Estimate of the time of one picture before anything was measured. */
const firstEstimateMs = 250;
const longestWaitS = 60;
/** Weight of the newest measurement in the moving average. */
const newestWeight = 0.2;

/** An empty queue. */
export function createInferenceQueue({ places: capacity, workers, now }: InferenceQueuePlan): InferenceQueue {
  const places = createSemaphore(capacity);
  const threads = createSemaphore(workers);
  let averageMs = firstEstimateMs;

  async function measured<Value>(work: () => Promise<Value>): Promise<Value> {
    const startedMs = now();
    try {
      return await work();
    } finally {
      averageMs += newestWeight * (now() - startedMs - averageMs);
    }
  }

  return {
    active: () => places.active(),
    idle: () => places.idle(),
    enter: () => {
      const leave = places.tryAcquire();
      if (leave !== undefined) return { kind: 'entered', leave };
      return { kind: 'full', retryAfterS: waitS((threads.waiting() + 1) * averageMs, workers) };
    },
    atWorker: (work) => threads.run(() => measured(work)),
  };
}

function waitS(workMs: number, workers: number): number {
  return Math.min(longestWaitS, Math.max(1, Math.ceil(workMs / workers / 1000)));
}
