/** Joins the outbox: storage, the engine of this tab, and the browser's signals that wake it. */
import type { DeliveryService } from '../services/delivery';
import { onChanceToSend } from '../platform/chance-to-send';
import { nowMs, schedule } from '../platform/clock';
import { newId } from '../platform/ids';
import { networkState } from '../platform/network-state';
import {
  announceOutbox,
  askForBackgroundSync,
  hasBackgroundSync,
  onOutboxElsewhere,
  outboxName,
} from '../platform/outbox-signals';
import { sha256 } from '../platform/sha256';
import { withLockIfFree } from '../platform/web-lock';
import type { Connection } from '../storage/connection';
import { importChange } from '../storage/import-change';
import type { InspectionRepository } from '../storage/inspections';
import { createOutboxRepository } from '../storage/outbox';
import { createSyncSettings } from '../storage/sync-settings';
import { drain } from '../sync/drain';
import { createIntakeClient } from '../sync/intake-client';
import { createOutboxEngine } from '../sync/outbox-engine';
import { createDeliveryService } from '../services/delivery-service';
import { createOutboxChanges } from '../services/outbox-changes';

/** The desk, and what is to be called after each change of an inspection. */
export interface Delivery {
  readonly desk: DeliveryService;
  readonly onChange: () => void;
}

const world = { newId, nowMs, sha256 };
const random = (): number => Math.random();

/** Wires sending over `connection` and starts the first drain. */
export function composeDelivery(connection: Connection, blobs: InspectionRepository): Delivery {
  const outbox = createOutboxRepository(connection, world);
  const settings = createSyncSettings(connection, world);
  const intake = createIntakeClient({
    send: (path, init) => fetch(path, init),
    nowMs,
    abortAfter: (ms) => AbortSignal.timeout(ms),
  });
  const news = createOutboxChanges({ announceElsewhere: announceOutbox, onElsewhere: onOutboxElsewhere, schedule });
  const engine = createOutboxEngine({
    drain: (urgency) =>
      drain(
        {
          ...{ store: outbox, settings, blobs, intake, sha256, nowMs, random },
          network: networkState,
          lock: (work) => withLockIfFree(outboxName, work),
          onSettled: news.announce,
        },
        urgency,
      ),
    ...{ schedule, nowMs, random },
  });
  onChanceToSend(() => engine.wake('asked'));
  engine.wake();
  const desk = createDeliveryService({
    ...{ outbox, settings, blobs, engine, intake, sha256, nowMs, hasBackgroundSync, ...news },
    network: networkState,
    take: (change, taken) => importChange(connection, change, taken, world),
  });
  return {
    desk,
    onChange() {
      news.announce();
      engine.wake();
      void askForBackgroundSync();
    },
  };
}
