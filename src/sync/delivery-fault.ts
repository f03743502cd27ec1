/** Why a request failed, and what the drain does then. The classes are those of `docs/adr/0004-changes-blobs-receipts.md`. */
import type { IntakeFault } from '../protocol/intake';

/** Why a request has no valid response. */
export type DeliveryFault =
  /** No response: no network, a name that does not resolve, a broken connection. */
  | { readonly kind: 'offline' }
  /** The server did not finish within the limit. */
  | { readonly kind: 'too-slow'; readonly limitMs: number }
  /** A response that does not follow the protocol: from a captive portal, a proxy, another program. */
  | { readonly kind: 'not-our-server'; readonly status: number }
  /** The server is temporarily unavailable: 408, 425, 429, 5xx. */
  | { readonly kind: 'try-later'; readonly status: number; readonly retryAfterMs?: number }
  /** 401 or 403 about the token: nothing more can be sent until the device registers again. */
  | { readonly kind: 'token-refused'; readonly status: number }
  /** Any other 4xx, with the fault that the intake reports. */
  | { readonly kind: 'refused'; readonly status: number; readonly fault: IntakeFault; readonly words: string };

/**
 * What the drain does after a fault. `stop`: every other change would fail too. `continue`: this change waits, the next
 * one is tried. `pause`: nothing is sent until the user acts. `needs-attention`: the user decides about this change.
 */
export type Consequence = 'stop' | 'continue' | 'pause' | 'needs-attention';

/** Statuses that concern the whole server rather than one request. */
const wholeServer = new Set([429, 503]);

/** What the drain does after `fault`. */
export function consequenceOf(fault: DeliveryFault): Consequence {
  switch (fault.kind) {
    case 'offline':
    case 'too-slow':
      return 'stop';
    case 'not-our-server':
      // A captive portal answers every request with its page. A proxy may refuse only this request (413, 400).
      return fault.status < 400 ? 'stop' : 'continue';
    case 'try-later':
      return wholeServer.has(fault.status) ? 'stop' : 'continue';
    case 'token-refused':
      return 'pause';
    case 'refused':
      return isTransient(fault.fault) ? 'continue' : 'needs-attention';
  }
}

/** Refusals that may not occur again: bytes damaged in transit, parts that another server process has. */
function isTransient({ kind }: IntakeFault): boolean {
  return kind === 'wrong-hash' || kind === 'wrong-offset' || kind === 'blobs-missing';
}
