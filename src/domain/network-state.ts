/** The connection to the server, from what the browser reports and from what requests have shown. */
export interface NetworkState {
  /** False where the browser reports no network and no request has succeeded since. True does not mean a connection. */
  readonly isOnline: boolean;
  /** `unknown` in browsers without the Network Information API. */
  readonly metered: 'yes' | 'no' | 'unknown';
}

/** What the last requests have shown. `login-page`: a page instead of the file, as networks answer that ask for a login. */
type ServerContact = 'unknown' | 'reached' | 'unreachable' | 'login-page';

/** What the browser reports, which may be wrong either way, and the evidence of requests. */
export interface ObservedNetwork {
  readonly reportsOnline: boolean;
  readonly contact: ServerContact;
}

export type NetworkEvent =
  /** The browser reports a change: earlier evidence may be out of date. */
  | { readonly kind: 'reported'; readonly reportsOnline: boolean }
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly contentType: string;
      readonly isRedirect: boolean;
    }
  /** No answer: no connection, a name that does not resolve, or no answer in time. */
  | { readonly kind: 'unanswered' };

/** The state after `event`; the same object where nothing changes. */
export function reduceNetwork(state: ObservedNetwork, event: NetworkEvent): ObservedNetwork {
  if (event.kind === 'reported') return { reportsOnline: event.reportsOnline, contact: 'unknown' };
  const contact = contactAfter(event);
  return contact === state.contact ? state : { ...state, contact };
}

/** Neither the packs nor the intake ever answer with a web page or a redirect. */
function contactAfter(event: Exclude<NetworkEvent, { kind: 'reported' }>): ServerContact {
  if (event.kind === 'unanswered') return 'unreachable';
  const { status, contentType, isRedirect } = event;
  if (status === networkLoginStatus || isRedirect) return 'login-page';
  if (!contentType.startsWith('text/html')) return 'reached';
  return status < 400 ? 'login-page' : 'unreachable';
}

/** Network Authentication Required (RFC 6585, section 6). */
const networkLoginStatus = 511;

/** Why the server cannot be reached as far as is known, for a notice; undefined where nothing suggests it. */
export function disconnection({
  reportsOnline,
  contact,
}: ObservedNetwork): 'offline' | 'unreachable' | 'login-page' | undefined {
  if (contact === 'reached') return undefined;
  if (!reportsOnline) return 'offline';
  return contact === 'unknown' ? undefined : contact;
}
