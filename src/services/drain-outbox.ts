/** The outbox over a database connection, and its drain. The page and the service worker share this wiring. */
import type { NetworkState } from '../domain/network-state';
import { nowMs } from '../platform/clock';
import { newId } from '../platform/ids';
import { outboxName } from '../platform/outbox-signals';
import { sha256 } from '../platform/sha256';
import { withLockIfFree } from '../platform/web-locks';
import { createBlobReader } from '../storage/blobs';
import type { Connection } from '../storage/connection';
import { createOutboxRepository } from '../storage/outbox';
import { createSyncSettings } from '../storage/sync-settings';
import { drain, type DrainReport, type Urgency } from '../sync/drain';
import { createIntakeClient } from '../sync/intake-client';

/** The connection of a page or a service worker. */
export interface OutboxNetwork {
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly network: () => NetworkState;
}

export type OpenedOutbox = ReturnType<typeof openOutbox>;

/** Nothing is read or sent until `drain` is called. `drain` calls `onSettled` after each change whose outcome was stored. */
export function openOutbox(connection: Connection, { fetch, network }: OutboxNetwork) {
  const device = { newId, nowMs, sha256 };
  const outbox = createOutboxRepository(connection, device);
  const settings = createSyncSettings(connection, device);
  const blobs = { read: createBlobReader(connection, sha256) };
  const intake = createIntakeClient({
    send: (path, init) => fetch(path, init),
    nowMs,
    abortAfter: (ms) => AbortSignal.timeout(ms),
  });
  return {
    outbox,
    settings,
    blobs,
    intake,
    drain: (urgency: Urgency, onSettled: () => void = () => undefined): Promise<DrainReport> =>
      drain(
        {
          store: outbox,
          settings,
          blobs,
          intake,
          sha256,
          nowMs,
          random: () => Math.random(),
          network,
          lock: (work) => withLockIfFree(outboxName, work),
          onSettled,
        },
        urgency,
      ),
  };
}
