/** Faults that a network, a balancer or a gateway causes in one request. */
import { integer, pick, type Random } from './seeded-random';

/** One fault; with `none` the request passes. */
export type NetworkFault =
  | { readonly kind: 'none' }
  /** The connection breaks when this share of the request's body has passed. */
  | { readonly kind: 'cut-request'; readonly share: number }
  /** The server does its work; the response is lost. */
  | { readonly kind: 'lose-answer' }
  /** The connection breaks in the middle of the response body. */
  | { readonly kind: 'cut-answer' }
  | { readonly kind: 'refuse'; readonly status: 408 | 429 | 500 | 502 | 503; readonly retryAfterS?: number }
  /** A gateway responds with its own page and status 200. */
  | { readonly kind: 'portal' }
  /** A gateway redirects the device to its own page. */
  | { readonly kind: 'redirect' }
  /** A gateway responds 200 with its own JSON. */
  | { readonly kind: 'friendly-json' }
  /** The bytes of the request or of the response trickle. */
  | { readonly kind: 'slow'; readonly way: 'request' | 'answer'; readonly forMs: number }
  /** The request reaches the server twice. The device gets the second response. */
  | { readonly kind: 'twice'; readonly manner: 'together' | 'one-after-the-other' }
  /** Held back until others have passed it. */
  | { readonly kind: 'overtaken'; readonly forMs: number }
  /** Passes, and is replayed much later. */
  | { readonly kind: 'replayed-later'; readonly afterMs: number };

/** The facts about a request on which a plan decides. */
export interface SeenRequest {
  readonly ordinal: number;
  readonly method: string;
  readonly path: string;
  readonly bodyBytes: number;
}

/** Decides what happens to each request. */
export type FaultPlan = (request: SeenRequest) => NetworkFault;

/** Everything passes. */
export const noFaults: FaultPlan = () => ({ kind: 'none' });

/** The first `times` requests that match get `fault`. */
export function faultTimes(times: number, isIt: (request: SeenRequest) => boolean, fault: NetworkFault): FaultPlan {
  let left = times;
  return (request) => {
    if (left === 0 || !isIt(request)) return { kind: 'none' };
    left -= 1;
    return fault;
  };
}

/** A share of all requests, `share`, gets a randomly chosen fault. `longestMs` bounds every delay. */
export function randomFaults(random: Random, share: number, longestMs = 200): FaultPlan {
  return () => (random() < share ? anyFault(random, longestMs) : { kind: 'none' });
}

function anyFault(random: Random, longestMs: number): NetworkFault {
  const someMs = () => integer(random, 1, longestMs);
  return pick<() => NetworkFault>(random, [
    () => ({ kind: 'cut-request', share: random() }),
    () => ({ kind: 'lose-answer' }),
    () => ({ kind: 'cut-answer' }),
    () => ({ kind: 'refuse', status: pick(random, [408, 429, 500, 502, 503]) }),
    () => ({ kind: 'portal' }),
    () => ({ kind: 'redirect' }),
    () => ({ kind: 'friendly-json' }),
    () => ({ kind: 'slow', way: pick(random, ['request', 'answer']), forMs: someMs() }),
    () => ({ kind: 'twice', manner: pick(random, ['together', 'one-after-the-other']) }),
    () => ({ kind: 'overtaken', forMs: someMs() }),
    () => ({ kind: 'replayed-later', afterMs: someMs() * 5 }),
  ])();
}
