/** Sends the registration that the user has asked for, as part of a drain: it is tried again like every change. */
import type { RequestedRegistration } from '../domain/delivery';
import type { StorageFault } from '../domain/record';
import type { DeliveryFault } from './delivery-fault';
import type { SyncSettingsStore } from './dependencies';
import type { IntakeClient } from './intake-client';
import { registerDevice } from './register-device';

/** `stopped`: the server refused, and the user decides. `waiting`: to be tried again. */
export type RegistrationOutcome =
  | { readonly kind: 'registered' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'waiting'; readonly fault: DeliveryFault }
  | { readonly kind: 'storage'; readonly fault: StorageFault };

/** Registers the device and stores the token, or the reason why the server refuses. */
export async function completeRegistration(
  requested: RequestedRegistration,
  { intake, settings }: { readonly intake: Pick<IntakeClient, 'register'>; readonly settings: SyncSettingsStore },
): Promise<RegistrationOutcome> {
  const registered = await registerDevice(requested, { intake, store: settings });
  if (registered.ok) return { kind: 'registered' };
  const { fault } = registered;
  switch (fault.kind) {
    case 'offline':
    case 'too-slow':
    case 'not-our-server':
    case 'try-later':
      return { kind: 'waiting', fault };
    case 'token-refused':
    case 'refused': {
      const reason = fault.kind === 'refused' ? fault.fault.kind : 'not-admitted';
      const stopped = await settings.stopRequest(reason, requested);
      return stopped.ok ? { kind: 'stopped' } : { kind: 'storage', fault: stopped.fault };
    }
    default:
      return { kind: 'storage', fault };
  }
}
