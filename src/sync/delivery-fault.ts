/** Why a request brought nothing, and what the outbox makes of it. The classes are those of `docs/adr/0004`. */
import type { IntakeFault } from '../protocol/intake';

/** Why a request brought no answer that can be believed. */
export type DeliveryFault =
  /** Nothing came back: no network, a name that does not resolve, a connection that was cut. */
  | { readonly kind: 'offline' }
  /** The server did not finish within the limit. */
  | { readonly kind: 'too-slow'; readonly limitMs: number }
  /** Somebody answered who does not speak our language: a captive portal, a proxy, another program. */
  | { readonly kind: 'not-our-server'; readonly status: number }
  /** The server asks to come again: 408, 425, 429, 5xx. */
  | { readonly kind: 'try-later'; readonly status: number; readonly retryAfterMs?: number }
  /** 401 or 403 about the token: nothing more can be sent until the device registers again. */
  | { readonly kind: 'token-refused'; readonly status: number }
  /** Any other 4xx, in the intake's own words. */
  | { readonly kind: 'refused'; readonly status: number; readonly fault: IntakeFault; readonly words: string };

/**
 * What follows from a fault. `stop`: the way to the server is bad, the rest of the queue would fare no better.
 * `go-on`: this change rests, the next one is tried. `pause`: everything waits for a person. `set-aside`: this change does.
 */
export type Consequence = 'stop' | 'go-on' | 'pause' | 'set-aside';

/** Statuses by which a server speaks of itself rather than of the request. */
const wholeServer = new Set([429, 503]);

/** What follows from `fault`. */
export function consequenceOf(fault: DeliveryFault): Consequence {
  switch (fault.kind) {
    case 'offline':
    case 'too-slow':
      return 'stop';
    case 'not-our-server':
      // A portal answers everything with its page; a proxy may dislike just this one request (413, 400).
      return fault.status < 400 ? 'stop' : 'go-on';
    case 'try-later':
      return wholeServer.has(fault.status) ? 'stop' : 'go-on';
    case 'token-refused':
      return 'pause';
    case 'refused':
      return isPassing(fault.fault) ? 'go-on' : 'set-aside';
  }
}

/** Refusals that another attempt may well not meet: bytes hurt on the way, parts that another copy of the server knows. */
function isPassing({ kind }: IntakeFault): boolean {
  return kind === 'wrong-hash' || kind === 'wrong-offset' || kind === 'blobs-missing';
}
