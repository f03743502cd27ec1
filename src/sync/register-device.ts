/** Registers this device at the server and stores its token. */
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { DeliveryFault } from './delivery-fault';
import type { RegistrationStore } from './dependencies';
import type { IntakeClient } from './intake-client';

/** The name and place that the user gives the device. */
export interface DeviceName {
  readonly name: string;
  readonly location: string;
}

/** What the user enters. `code`: the registration code, where the office requires one. */
export interface RegistrationInput extends DeviceName {
  readonly code?: string;
}

/** Why a device is not registered. */
export type RegisterFault = DeliveryFault | StorageFault;

/** Requests a token and stores it. A second request before the token was used returns a new one. */
export async function registerDevice(
  { name, location, code }: RegistrationInput,
  { intake, store }: { readonly intake: Pick<IntakeClient, 'register'>; readonly store: RegistrationStore },
): Promise<Result<void, RegisterFault>> {
  const deviceId = await store.deviceId();
  if (!deviceId.ok) return deviceId;
  const secret = code === undefined ? {} : { registrationCode: code };
  const answer = await intake.register({ deviceId: deviceId.value, name, location, ...secret });
  if (!answer.ok) return answer;
  return store.register({ phase: 'registered', name, location, token: answer.value.token });
}
