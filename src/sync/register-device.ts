/** Registers this device at the server and keeps the token it gets. */
import type { Registration } from '../domain/delivery';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { DeliveryFault } from './delivery-fault';
import type { IntakeClient } from './intake-client';

/** Where identity and token are kept. */
export interface RegistrationStore {
  deviceId(): Promise<Result<string, StorageFault>>;
  register(registration: Registration): Promise<Result<void, StorageFault>>;
}

/** How a person names the device. */
export interface DeviceName {
  readonly name: string;
  readonly location: string;
}

/** What a person types in. `code`: what the office gave out, where it asks for one. */
export interface RegistrationWish extends DeviceName {
  readonly code?: string;
}

/** Why a device is not registered. */
export type RegisterFault = DeliveryFault | StorageFault;

/** Asks for a token under `name` and keeps it. Asking again before the token was used gives a new one. */
export async function registerDevice(
  { name, location, code }: RegistrationWish,
  { intake, store }: { readonly intake: Pick<IntakeClient, 'register'>; readonly store: RegistrationStore },
): Promise<Result<void, RegisterFault>> {
  const deviceId = await store.deviceId();
  if (!deviceId.ok) return deviceId;
  const secret = code === undefined ? {} : { registrationCode: code };
  const answer = await intake.register({ deviceId: deviceId.value, name, location, ...secret });
  if (!answer.ok) return answer;
  return store.register({ phase: 'registered', name, location, token: answer.value.token });
}
