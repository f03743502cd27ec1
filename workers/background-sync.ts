/**
 * Drains the outbox when the browser starts the service worker for it, also with no tab open. Storage, drain and lock are
 * those of the page (`docs/adr/0004-changes-blobs-receipts.md`). Only the page upgrades the database: until then nothing is sent.
 */
import { reportedNetwork } from '../src/platform/network';
import { announceOutbox, outboxName } from '../src/platform/outbox-signals';
import { openOutbox } from '../src/services/drain-outbox';
import { createConnection } from '../src/storage/connection';
import type { DrainReport } from '../src/sync/drain';

/** The tag of the sync event that the page registers. */
export const backgroundSyncTag = outboxName;

/** Drains the outbox. Rejects where something is left, so that the browser tries again later. */
export async function drainInBackground(): Promise<void> {
  const connection = createConnection({ name: 'fieldgrade' }, () => Promise.resolve(undefined));
  const report = await openOutbox(connection, {
    fetch: (path, init) => fetch(path, init),
    network: reportedNetwork,
  }).drain('immediate');
  await connection.close();
  if (report.delivered > 0) announceOutbox();
  if (mustRetry(report)) throw new Error('the outbox is not empty yet');
}

/** A refused token, a pause or a missing registration needs the user: another attempt would not help. */
function mustRetry({ end }: DrainReport): boolean {
  return end.kind === 'waiting' || (end.kind === 'blocked' && end.by.kind === 'offline');
}
