/** The registration of this device, and the user's choices about delivery. */
import type { DeliveryChoices, Registration, RequestedRegistration } from '../domain/delivery';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { Connection } from './connection';
import { clockSetting, deviceSettingName, restoreClock, type ClockDependencies } from './device-clock';
import type { Database } from './open-database';
import { strictWrite } from './strict-write';
import { restoreSyncRow, syncSettingName, type SyncRow } from './sync-row';

/** Registration and choices in the database. */
export interface SyncSettings {
  /** The id by which the server knows this device: a UUID, the same for the life of the database. */
  deviceId(): Promise<Result<string, StorageFault>>;
  read(): Promise<Result<SyncRow, StorageFault>>;
  choose(change: Partial<DeliveryChoices>): Promise<Result<void, StorageFault>>;
  /** Keeps a registration that is to be sent. */
  request(requested: RequestedRegistration): Promise<Result<void, StorageFault>>;
  /** The requested registration is not sent any more. Does nothing where there is none or another has been requested since. */
  stopRequest(reason: string, requested?: RequestedRegistration): Promise<Result<void, StorageFault>>;
  /** Stores the registration and removes the requested one. */
  register(registration: Registration): Promise<Result<void, StorageFault>>;
  /** Deletes the token if it is still `token`: a newer one may have come meanwhile. The device's name stays. */
  refuseToken(token: string): Promise<Result<void, StorageFault>>;
}

/** Settings over `connection`. They carry no content, so they are read and written in one transaction. */
export function createSyncSettings(connection: Connection, dependencies: ClockDependencies): SyncSettings {
  const change = (to: (row: SyncRow) => SyncRow) => connection.write((database) => update(database, to));
  return {
    deviceId: () => connection.write((database) => readDeviceId(database, dependencies)),
    read: () =>
      connection.use(async (database) => restoreSyncRow((await database.get('settings', syncSettingName))?.value)),
    choose: (choices) => change((row) => ({ ...row, choices: { ...row.choices, ...choices } })),
    request: (requested) => change((row) => ({ ...row, requested })),
    stopRequest: (reason, requested) => change((row) => withStopped(row, reason, requested)),
    register: (registration) => change(({ choices }) => ({ choices, registration })),
    refuseToken: (token) => change((row) => ({ ...row, registration: withoutToken(row.registration, token) })),
  };
}

/** Stores the first reading of the clock, so that the id stays. */
function readDeviceId(database: Database, dependencies: ClockDependencies): Promise<string> {
  return strictWrite(database, ['settings'], async (transaction) => {
    const settings = transaction.objectStore('settings');
    const reading = restoreClock(await settings.get(deviceSettingName), dependencies);
    await settings.put(clockSetting(reading));
    return reading.device;
  });
}

function update(database: Database, to: (row: SyncRow) => SyncRow): Promise<void> {
  return strictWrite(database, ['settings'], async (transaction) => {
    const settings = transaction.objectStore('settings');
    const value = to(restoreSyncRow((await settings.get(syncSettingName))?.value));
    await settings.put({ name: syncSettingName, value });
  });
}

function withStopped(row: SyncRow, stoppedBecause: string, requested = row.requested): SyncRow {
  if (row.requested === undefined || JSON.stringify(row.requested) !== JSON.stringify(requested)) return row;
  return { ...row, requested: { ...row.requested, stoppedBecause } };
}

function withoutToken(registration: Registration, token: string): Registration {
  if (registration.phase !== 'registered' || registration.token !== token) return registration;
  const { name, location } = registration;
  return { phase: 'refused', name, location };
}
