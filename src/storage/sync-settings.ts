/** Who this device is to the server, and what its owner chose about sending. */
import type { DeliveryChoices, Registration } from '../domain/delivery';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { Connection } from './connection';
import { deviceId, type DeviceWorld } from './device-row';
import type { Database } from './open-database';
import { readSyncRow, syncRowName, type SyncRow } from './sync-row';

/** Settings of sending in the database. */
export interface SyncSettings {
  /** The name by which the server knows this device: a UUID, the same for the life of the database. */
  deviceId(): Promise<Result<string, StorageFault>>;
  read(): Promise<Result<SyncRow, StorageFault>>;
  choose(change: Partial<DeliveryChoices>): Promise<Result<void, StorageFault>>;
  register(registration: Registration): Promise<Result<void, StorageFault>>;
  /** Throws the token away if it is still `token`: a newer one may have come meanwhile. The name stays. */
  refuseToken(token: string): Promise<Result<void, StorageFault>>;
}

/** Settings over `connection`. */
export function createSyncSettings(connection: Connection, world: DeviceWorld): SyncSettings {
  const change = (to: (row: SyncRow) => SyncRow) => connection.use((database) => update(database, to));
  return {
    deviceId: () => connection.use((database) => readDeviceId(database, world)),
    read: () => connection.use((database) => readSyncRow(database.transaction('settings').store)),
    choose: (choices) => change((row) => ({ ...row, choices: { ...row.choices, ...choices } })),
    register: (registration) => change((row) => ({ ...row, registration })),
    refuseToken: (token) => change((row) => ({ ...row, registration: withoutToken(row.registration, token) })),
  };
}

async function readDeviceId(database: Database, world: DeviceWorld): Promise<string> {
  const transaction = database.transaction('settings', 'readwrite', { durability: 'strict' });
  const id = await deviceId(transaction.store, world);
  await transaction.done;
  return id;
}

async function update(database: Database, to: (row: SyncRow) => SyncRow): Promise<void> {
  const transaction = database.transaction('settings', 'readwrite', { durability: 'strict' });
  const value = to(await readSyncRow(transaction.store));
  await transaction.store.put({ name: syncRowName, value });
  await transaction.done;
}

function withoutToken(registration: Registration, token: string): Registration {
  if (registration.phase !== 'registered' || registration.token !== token) return registration;
  const { name, location } = registration;
  return { phase: 'refused', name, location };
}
