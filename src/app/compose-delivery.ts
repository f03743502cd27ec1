/** Constructs the delivery service. The sync engine drains at once, after each change, and when the network may be back. */
import { nowMs, schedule } from '../platform/clock';
import { newId } from '../platform/ids';
import type { NetworkMonitor } from '../platform/network-monitor';
import {
  announceOutbox,
  hasBackgroundSync,
  onOutboxElsewhere,
  requestBackgroundSync,
} from '../platform/outbox-signals';
import { onReportedConnectivity, onVisible } from '../platform/page-events';
import { sha256 } from '../platform/sha256';
import { createDeliveryService, type DeliveryService } from '../services/delivery-service';
import type { OpenedOutbox } from '../services/drain-outbox';
import type { InspectionService } from '../services/inspection-service';
import { createOutboxChanges } from '../services/outbox-changes';
import { withSharedPull } from '../services/shared-pull';
import { importChange } from '../storage/import-change';
import { createSyncEngine, type SyncEngine } from '../sync/sync-engine';
import type { Stores } from './compose-stores';

/** `written`: whose writes are sent. */
interface DeliveredParts {
  readonly outbox: OpenedOutbox;
  readonly written: readonly Pick<InspectionService, 'subscribe'>[];
}

export function composeDelivery(
  { connection, items }: Stores,
  network: NetworkMonitor,
  { outbox: opened, written }: DeliveredParts,
): DeliveryService {
  const { outbox, settings, blobs, drain } = opened;
  const changes = createOutboxChanges({ announceElsewhere: announceOutbox, onElsewhere: onOutboxElsewhere, schedule });
  const { announce: onChanged } = changes;
  const engine = createSyncEngine({
    drain: withSharedPull((urgency) => drain(urgency, onChanged), {
      ...{ fetch: network.fetch, network: network.state, settings, items, onChanged },
    }),
    ...{ schedule, nowMs, random: () => Math.random() },
  });
  wakeWithNetwork(engine, network);
  const afterWrite = (): void => {
    onChanged();
    engine.wake();
    void requestBackgroundSync();
  };
  for (const { subscribe } of written) subscribe(afterWrite);
  return createDeliveryService({
    ...{ outbox, settings, blobs, engine, changes, sha256, nowMs, hasBackgroundSync, requestBackgroundSync },
    network: network.state,
    importChange: (change, imported) => importChange(connection, change, imported, { newId, nowMs }),
  });
}

function wakeWithNetwork(engine: SyncEngine, network: NetworkMonitor): void {
  engine.wake();
  onVisible(() => engine.wake('immediate'));
  onReportedConnectivity(() => navigator.onLine && engine.wake('immediate'));
  // Respects the backoff of each change: a file of the app may be reached while the intake is not.
  onReconnected(network, () => engine.wake());
}

/** Calls back when the server can be reached again. */
function onReconnected(network: NetworkMonitor, listener: () => void): void {
  let before = network.disconnection();
  network.subscribe(() => {
    const now = network.disconnection();
    if (before !== undefined && now === undefined) listener();
    before = now;
  });
}
