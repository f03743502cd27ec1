/** Sending, joined: the outbox and its settings in storage, the engine of this tab, and the ZIP code, loaded when needed. */
import type { ForeignChange, Registration } from '../domain/delivery';
import type { NetworkState } from '../domain/network-state';
import type { StorageFault } from '../domain/record';
import { succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import type { DeliveryService, DeliveryOverview, KnownAs } from './delivery';
import type { OutboxRepository } from '../storage/outbox';
import type { SyncSettings } from '../storage/sync-settings';
import { blockerOf } from '../sync/drain';
import type { IntakeClient } from '../sync/intake-client';
import type { OutboxEngine } from '../sync/outbox-engine';
import type { BlobStore } from '../sync/ports';
import type { CheckedBlob } from '../sync/read-queue-zip';
import { registerDevice } from '../sync/register-device';
import { orThrow } from './fault-error';

/** What a desk is made of. */
export interface DeliveryDependencies {
  readonly outbox: OutboxRepository;
  readonly settings: SyncSettings;
  readonly blobs: BlobStore;
  readonly engine: OutboxEngine;
  readonly intake: IntakeClient;
  readonly sha256: Sha256;
  readonly network: () => NetworkState;
  readonly hasBackgroundSync: () => boolean;
  readonly nowMs: () => number;
  /** Queues a change of another device. */
  readonly take: (
    change: ForeignChange,
    blobs: readonly CheckedBlob[],
  ) => Promise<Result<'queued' | 'known', StorageFault>>;
  readonly onChanged: (listener: () => void) => () => void;
  /** Tells everybody that the outbox has changed. */
  readonly announce: () => void;
}

/** More than fit on a screen; the rest is told by its number. */
const mostShown = 50;

/** A desk over `parts`. */
export function createDeliveryService(parts: DeliveryDependencies): DeliveryService {
  const { outbox, settings, engine, announce } = parts;
  /** Whatever a person decides is told to everybody, and tried at once. */
  const act = async (doing: Promise<Result<unknown, StorageFault>>): Promise<void> => {
    orThrow(await doing);
    announce();
    engine.wake('asked');
  };
  return {
    status: () => engine.read(),
    subscribe: (listener) => engine.subscribe(listener),
    onChanged: parts.onChanged,
    overview: () => overview(parts),
    needingAttention: async () => orThrow(await outbox.needingAttention(mostShown)),
    ofRecord: async (recordId) => orThrow(await outbox.ofRecord(recordId)),
    sendNow: () => engine.wake('asked'),
    async register(device) {
      const registered = await registerDevice(device, { intake: parts.intake, store: settings });
      if (registered.ok) await act(Promise.resolve(registered));
      return registered;
    },
    choose: (change) => act(settings.choose(change)),
    retry: (changeId) => act(outbox.requeue(changeId)),
    discard: (changeId) => act(outbox.discard(changeId)),
    exportQueue: (only) => exportQueue(parts, only),
    async importQueue(file) {
      const { readQueueZip } = await import('../sync/read-queue-zip');
      const imported = await readQueueZip(file, parts);
      await act(Promise.resolve(succeed(undefined)));
      return imported;
    },
  };
}

async function overview(parts: DeliveryDependencies): Promise<DeliveryOverview> {
  const { registration, choices } = orThrow(await parts.settings.read());
  const summary = orThrow(await parts.outbox.summary());
  const network = parts.network();
  const blocker = blockerOf({ registration, choices }, network);
  return {
    device: knownAs(registration),
    choices,
    summary,
    ...(blocker === undefined ? {} : { blocker }),
    knowsMetered: network.metered !== 'unknown',
    hasBackgroundSync: parts.hasBackgroundSync(),
  };
}

function knownAs(registration: Registration): KnownAs {
  if (registration.phase === 'none') return registration;
  const { phase, name, location } = registration;
  return { phase, name, location };
}

async function exportQueue(parts: DeliveryDependencies, only?: string): Promise<Result<Blob, StorageFault>> {
  const deviceId = await parts.settings.deviceId();
  if (!deviceId.ok) return deviceId;
  const { writeQueueZip } = await import('../sync/write-queue-zip');
  const exportedAt = new Date(parts.nowMs()).toISOString();
  const { outbox: store, blobs, sha256 } = parts;
  return writeQueueZip({ store, blobs, sha256, deviceId: deviceId.value, exportedAt }, only);
}
