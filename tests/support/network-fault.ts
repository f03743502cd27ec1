/** What a network, a balancer or a hotel's gateway does to one request. */
import { integer, pick, type Random } from './seeded-random';

/** One fault; `none` is a request that passes. */
export type NetworkFault =
  | { readonly kind: 'none' }
  /** The connection breaks when this share of the request's body has passed. */
  | { readonly kind: 'cut-request'; readonly share: number }
  /** The server does its work; its answer is lost. */
  | { readonly kind: 'lose-answer' }
  /** The connection breaks in the middle of the answer's body. */
  | { readonly kind: 'cut-answer' }
  | { readonly kind: 'refuse'; readonly status: 408 | 429 | 500 | 502 | 503; readonly retryAfterS?: number }
  /** A gateway's own page, with status 200. */
  | { readonly kind: 'portal' }
  /** A gateway sends the device to its own page. */
  | { readonly kind: 'redirect' }
  /** A gateway answers 200 with JSON of its own. */
  | { readonly kind: 'friendly-json' }
  /** Bytes trickle: the request's, or the answer's. */
  | { readonly kind: 'slow'; readonly way: 'request' | 'answer'; readonly forMs: number }
  /** The request reaches the server twice. The device gets the answer to the second. */
  | { readonly kind: 'twice'; readonly manner: 'together' | 'one-after-the-other' }
  /** Held back until others have passed it. */
  | { readonly kind: 'overtaken'; readonly forMs: number }
  /** Passes, and is sent again on its own long after. */
  | { readonly kind: 'replayed-later'; readonly afterMs: number };

/** What the proxy tells a plan of a request. */
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

/** The first `times` requests that fit meet `fault`. */
export function faultTimes(times: number, isIt: (request: SeenRequest) => boolean, fault: NetworkFault): FaultPlan {
  let left = times;
  return (request) => {
    if (left === 0 || !isIt(request)) return { kind: 'none' };
    left -= 1;
    return fault;
  };
}

/** Of all requests, `share` meet a randomly chosen fault. `longestMs` bounds every delay. */
export function foulWeather(random: Random, share: number, longestMs = 200): FaultPlan {
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
