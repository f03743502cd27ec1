/** A device in Node: real storage on a fake IndexedDB, the real outbox, and a network that the test provides. */
import 'fake-indexeddb/auto';
import { sha256 } from '../../src/platform/sha256';
import { drain, type DrainDependencies, type DrainReport, type Urgency } from '../../src/sync/drain';
import { createIntakeClient } from '../../src/sync/intake-client';
import type { SendRequest } from '../../src/sync/dependencies';
import { openStorage, valueOf, type StorageFixture } from '../contract/storage-fixture';
import { makeRecord } from './make-record';

/** The token that `ModelIntake` knows. */
export const modelToken = 't'.repeat(43);

/** Storage with an outbox over it. */
export interface SyncDevice extends StorageFixture {
  readonly drain: (urgency?: Urgency, change?: Partial<DrainDependencies>) => Promise<DrainReport>;
  /** Saves an inspection with these contents and returns its id. */
  readonly save: (contents?: { readonly photo?: string; readonly id?: string }) => Promise<string>;
  /** Ids of the changes that wait, in order, with their phase. */
  readonly waiting: () => Promise<readonly string[]>;
  readonly clock: { nowMs: number };
}

/** Opens (again) the device called `name`. Its clock stands still unless the test moves it; its random numbers are always one half. */
export function openDevice(send: SendRequest, name = `device-${crypto.randomUUID()}`): SyncDevice {
  const storage = openStorage(name);
  const clock = { nowMs: Date.UTC(2026, 10, 21, 8) };
  const intake = createIntakeClient({
    send,
    nowMs: () => clock.nowMs,
    abortAfter: (ms) => AbortSignal.timeout(ms),
    limits: { answerMs: 500, partMs: 500 },
  });
  const parts: DrainDependencies = {
    store: storage.outbox,
    settings: storage.settings,
    blobs: storage.inspections,
    intake,
    sha256,
    nowMs: () => clock.nowMs,
    random: () => 0.5,
    network: () => ({ isOnline: true, metered: 'unknown' }),
    lock: (work) => work(),
  };
  return {
    ...storage,
    clock,
    drain: (urgency = 'scheduled', change = {}) => drain({ ...parts, ...change }, urgency),
    save: (contents = {}) => save(storage, contents),
    waiting: () => waiting(storage),
  };
}

/** A device that is registered already. */
export async function openRegisteredDevice(send: SendRequest): Promise<SyncDevice> {
  const device = openDevice(send);
  const registration = { phase: 'registered', name: 'Phone 1', location: 'Shed', token: modelToken } as const;
  valueOf(await device.settings.register(registration));
  return device;
}

async function save(
  { inspections }: StorageFixture,
  { id = crypto.randomUUID(), photo }: { readonly photo?: string; readonly id?: string },
): Promise<string> {
  const plan = { id, takenAt: '2026-11-21T07:00:00.000Z' };
  const { record, blobs } = await makeRecord(photo === undefined ? plan : { ...plan, photo });
  valueOf(await inspections.add(record, blobs));
  return record.id;
}

async function waiting({ outbox }: StorageFixture): Promise<readonly string[]> {
  const page = valueOf(await outbox.page({ limit: 1000 }));
  return page.map(({ changeId, state }) => `${changeId} ${state.phase}`);
}
