/** Registration and choices, as the setting `sync` keeps them. Anything unknown in it is replaced by a default. */
import {
  defaultChoices,
  type DeliveryChoices,
  type Registration,
  type RequestedRegistration,
} from '../domain/delivery';

/** How far the office's list of assets and jobs was read: a sequence number, and when (ISO 8601 in UTC). */
export interface PulledTo {
  readonly after: number;
  readonly at: string;
}

/** The value of the setting. A new registration begins without `pulled`: it may be at another office. */
export interface SyncRow {
  readonly registration: Registration;
  readonly choices: DeliveryChoices;
  readonly requested?: RequestedRegistration;
  readonly pulled?: PulledTo;
}

/** The name of the setting. */
export const syncSettingName = 'sync';

/** The value of the setting; the defaults where there is none. */
export function restoreSyncRow(value: unknown): SyncRow {
  const row = fieldsOf(value);
  const pulled = restorePulled(fieldsOf(row['pulled']));
  const requested = restoreRequested(fieldsOf(row['requested']));
  return {
    ...(requested === undefined ? {} : { requested }),
    ...(pulled === undefined ? {} : { pulled }),
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

function restorePulled({ after, at }: Fields): PulledTo | undefined {
  return typeof after === 'number' && typeof at === 'string' ? { after, at } : undefined;
}

function restoreChoices({ sending, network, photos, packs }: Fields): DeliveryChoices {
  return {
    sending: sending === 'paused' ? sending : defaultChoices.sending,
    network: network === 'unmetered' ? network : defaultChoices.network,
    photos: photos === 'thumbnail' ? photos : defaultChoices.photos,
    packs: packs === 'keep' ? packs : defaultChoices.packs,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
