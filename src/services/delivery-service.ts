/** Delivery of changes to the server: what waits and why, and the actions of the user. */
import type {
  DeliveryChoices,
  ImportedChange,
  RecordDelivery,
  Registration,
  RequestedRegistration,
  WaitingChange,
} from '../domain/delivery';
import type { NetworkState } from '../domain/network-state';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import { checkReadable } from '../platform/read-file';
import type { OutboxRepository } from '../storage/outbox';
import type { SyncSettings } from '../storage/sync-settings';
import { findBlocker } from '../sync/blocker';
import type { BlobStore } from '../sync/dependencies';
import type { CheckedBlob, ImportReport } from '../sync/read-queue-zip';
import type { RegistrationInput } from '../sync/register-device';
import type { SyncEngine } from '../sync/sync-engine';
import type { DeliveryOverview, ImportFault, KnownAs } from './delivery';
import { orThrow } from './fault-error';
import type { OutboxChanges } from './outbox-changes';

export interface DeliveryServiceDependencies {
  readonly sha256: Sha256;
  readonly nowMs: () => number;
  readonly outbox: OutboxRepository;
  readonly settings: SyncSettings;
  readonly blobs: BlobStore;
  readonly engine: SyncEngine;
  readonly changes: OutboxChanges;
  readonly network: () => NetworkState;
  readonly hasBackgroundSync: () => boolean;
  readonly requestBackgroundSync: () => Promise<void>;
  /** Adds a change of another device to the outbox. */
  readonly importChange: (
    change: ImportedChange,
    blobs: readonly CheckedBlob[],
  ) => Promise<Result<'queued' | 'known', StorageFault>>;
}

/** The most changes that a list of the screen shows; the screen states the number of the others. */
const maxListed = 50;

export type DeliveryService = ReturnType<typeof createDeliveryService>;

/** The delivery service of one tab. */
export function createDeliveryService(dependencies: DeliveryServiceDependencies) {
  const { outbox, settings, engine, changes } = dependencies;

  /** After an action of the user all tabs update their screens, and the outbox is drained at once. */
  function syncNow(): void {
    changes.announce();
    engine.wake('immediate');
  }

  async function act(write: Promise<Result<void, StorageFault>>): Promise<Result<void, StorageFault>> {
    const written = await write;
    if (written.ok) syncNow();
    return written;
  }

  return {
    /** What the sync engine of this tab is doing. */
    status: engine.status,
    subscribe: engine.subscribe,
    /** Calls back when this or another tab has changed the outbox, at most every 300 ms. */
    onChanged: changes.onChanged,
    overview: (): Promise<DeliveryOverview> => overview(dependencies),
    needingAttention: async (): Promise<readonly WaitingChange[]> => orThrow(await outbox.needingAttention(maxListed)),
    ofRecord: async (recordId: string): Promise<RecordDelivery> => orThrow(await outbox.ofRecord(recordId)),
    sendNow: (): void => engine.wake('immediate'),
    /** Keeps the registration until the server has answered: the next drain sends it, also one after a restart of the app. */
    register(device: RegistrationInput): Promise<Result<void, StorageFault>> {
      void dependencies.requestBackgroundSync();
      return act(settings.request(device));
    },
    /** Cancels the registration that waits. */
    cancelRegistration: () => act(settings.stopRequest('cancelled')),
    choose: (choices: Partial<DeliveryChoices>) => act(settings.choose(choices)),
    /** Sends a change that needs attention again. */
    retry: (changeId: string) => act(outbox.requeue(changeId)),
    /** Removes a change from the outbox without sending it. The inspection stays on the device. */
    discard: (changeId: string) => act(outbox.discard(changeId)),
    /** The waiting changes, or only the change `only`, as a ZIP. */
    exportOutbox: (only?: string): Promise<Result<Blob, StorageFault>> => exportOutbox(dependencies, only),
    /** Adds the changes of a ZIP from another device to the outbox. */
    async importOutbox(file: Blob): Promise<Result<ImportReport, ImportFault>> {
      const readable = await checkReadable(file);
      if (!readable.ok) return readable;
      const { readQueueZip } = await import('../sync/read-queue-zip');
      const imported = await readQueueZip(file, { sha256: dependencies.sha256, take: dependencies.importChange });
      syncNow();
      return imported;
    },
  };
}

async function overview({
  settings,
  outbox,
  network,
  hasBackgroundSync,
}: DeliveryServiceDependencies): Promise<DeliveryOverview> {
  const { registration, choices, requested, pulled } = orThrow(await settings.read());
  const summary = orThrow(await outbox.summary());
  const state = network();
  const blocker = findBlocker({ registration, choices }, state);
  return {
    device: withoutToken(registration),
    ...(requested === undefined ? {} : { requested: withoutCode(requested) }),
    choices,
    ...(pulled === undefined ? {} : { listReadAt: pulled.at }),
    summary,
    ...(blocker === undefined ? {} : { blocker }),
    knowsMetered: state.metered !== 'unknown',
    hasBackgroundSync: hasBackgroundSync(),
  };
}

function withoutToken(registration: Registration): KnownAs {
  if (registration.phase === 'none') return registration;
  const { phase, name, location } = registration;
  return { phase, name, location };
}

function withoutCode({ name, location, stoppedBecause }: RequestedRegistration) {
  return { name, location, ...(stoppedBecause === undefined ? {} : { stoppedBecause }) };
}

async function exportOutbox(
  { settings, outbox, blobs, sha256, nowMs }: DeliveryServiceDependencies,
  only?: string,
): Promise<Result<Blob, StorageFault>> {
  const deviceId = await settings.deviceId();
  if (!deviceId.ok) return deviceId;
  const { writeQueueZip } = await import('../sync/write-queue-zip');
  const exportedAt = new Date(nowMs()).toISOString();
  return writeQueueZip({ store: outbox, blobs, sha256, deviceId: deviceId.value, exportedAt }, only);
}
