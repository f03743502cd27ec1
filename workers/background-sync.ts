/**
 * Drains the outbox when the browser wakes the service worker, also with no tab open: the same storage, the same engine and
 * the same lock as the page (`docs/adr/0004-changes-blobs-receipts.md`).
 */
import { nowMs } from '../src/platform/clock';
import { newId } from '../src/platform/ids';
import { networkState } from '../src/platform/network-state';
import { announceOutbox, outboxName } from '../src/platform/outbox-signals';
import { sha256 } from '../src/platform/sha256';
import { withLockIfFree } from '../src/platform/web-lock';
import { createConnection } from '../src/storage/connection';
import { createInspectionRepository } from '../src/storage/inspections';
import { allMigrations } from '../src/storage/migrations/all-migrations';
import { createOutboxRepository } from '../src/storage/outbox';
import { createSyncSettings } from '../src/storage/sync-settings';
import { drain, type DrainReport } from '../src/sync/drain';
import { createIntakeClient } from '../src/sync/intake-client';

const world = { newId, nowMs, sha256 };

/** Sends what waits; rejects where something is left, so that the browser wakes us again. */
export async function sendInBackground(): Promise<void> {
  const connection = createConnection({ name: 'fieldgrade', migrations: allMigrations }, () =>
    Promise.resolve(undefined),
  );
  const report = await drain(
    {
      store: createOutboxRepository(connection, world),
      settings: createSyncSettings(connection, world),
      blobs: createInspectionRepository(connection, world),
      intake: createIntakeClient({
        send: (path, init) => fetch(path, init),
        nowMs,
        abortAfter: (ms) => AbortSignal.timeout(ms),
      }),
      sha256,
      nowMs,
      random: () => Math.random(),
      network: networkState,
      lock: (work) => withLockIfFree(outboxName, work),
    },
    'asked',
  );
  await connection.close();
  if (report.confirmed > 0) announceOutbox();
  if (isWorthWaking(report)) throw new Error('the outbox is not empty yet');
}

/** A refused token, a pause or a missing registration is for a person, not for another try. */
function isWorthWaking({ end }: DrainReport): boolean {
  return end.kind === 'resting' || (end.kind === 'blocked' && end.by.kind === 'offline');
}

/** The tag under which the page asks to be woken. */
export const backgroundSyncTag = outboxName;
