/** Registration and choices, as the setting `sync` keeps them. Anything unknown in it is replaced by a default. */
import {
  defaultChoices,
  type DeliveryChoices,
  type Registration,
  type RequestedRegistration,
} from '../domain/delivery';

/** The value of the setting. */
export interface SyncRow {
  readonly registration: Registration;
  readonly choices: DeliveryChoices;
  readonly requested?: RequestedRegistration;
}

/** The name of the setting. */
export const syncSettingName = 'sync';

/** The value of the setting; the defaults where there is none. */
export function restoreSyncRow(value: unknown): SyncRow {
  const row = fieldsOf(value);
  const requested = restoreRequested(fieldsOf(row['requested']));
  return {
    ...(requested === undefined ? {} : { requested }),
    registration: restoreRegistration(fieldsOf(row['registration'])),
    choices: restoreChoices(fieldsOf(row['choices'])),
  };
}

function restoreRegistration({ name, location, token }: Fields): Registration {
  if (typeof name !== 'string' || typeof location !== 'string') return { phase: 'none' };
  return typeof token === 'string'
    ? { phase: 'registered', name, location, token }
    : { phase: 'refused', name, location };
}

function restoreRequested({ name, location, code, stoppedBecause }: Fields): RequestedRegistration | undefined {
  if (typeof name !== 'string' || typeof location !== 'string') return undefined;
  return {
    name,
    location,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof stoppedBecause === 'string' ? { stoppedBecause } : {}),
  };
}

function restoreChoices({ sending, network, photos }: Fields): DeliveryChoices {
  return {
    sending: sending === 'paused' ? sending : defaultChoices.sending,
    network: network === 'unmetered' ? network : defaultChoices.network,
    photos: photos === 'thumbnail' ? photos : defaultChoices.photos,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
