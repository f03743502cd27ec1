/** Registration and choices as they are kept in `settings`; whatever stands there is read with care. */
import { defaultChoices, type DeliveryChoices, type Registration } from '../domain/delivery';

/** What the row holds. */
export interface SyncRow {
  readonly registration: Registration;
  readonly choices: DeliveryChoices;
}

/** The name of the row. */
export const syncRowName = 'sync';

/** The row in a settings store; the defaults where there is none. */
export async function readSyncRow(settings: {
  get(name: string): Promise<{ readonly value: unknown } | undefined>;
}): Promise<SyncRow> {
  return restoreSyncRow((await settings.get(syncRowName))?.value);
}

function restoreSyncRow(value: unknown): SyncRow {
  const row = fieldsOf(value);
  return {
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
