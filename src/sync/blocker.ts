import type { DeliveryChoices, Registration } from '../domain/delivery';
import type { NetworkState } from '../domain/network-state';
import type { StorageFault } from '../domain/record';

/** Why nothing at all is sent. */
export type Blocker =
  | { readonly kind: 'not-registered' }
  | { readonly kind: 'token-refused' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'metered' }
  /** Another tab or the service worker is draining the outbox. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'storage'; readonly fault: StorageFault };

/** What blocks the outbox before any request is made; undefined where nothing does. */
export function findBlocker(
  { registration, choices }: { readonly registration: Registration; readonly choices: DeliveryChoices },
  network: NetworkState,
): Blocker | undefined {
  if (registration.phase === 'none') return { kind: 'not-registered' };
  if (registration.phase === 'refused') return { kind: 'token-refused' };
  if (choices.sending === 'paused') return { kind: 'paused' };
  if (!network.isOnline) return { kind: 'offline' };
  return choices.network === 'unmetered' && network.metered === 'yes' ? { kind: 'metered' } : undefined;
}
