/** Delivers one change: first the blobs that the server lacks, then the change. Only the receipt counts as delivered. */
import type { WaitingChange } from '../domain/delivery';
import type { BlobRef } from '../domain/blob-ref';
import type { StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import { partBytes, type Receipt } from '../protocol/intake';
import type { BlobProgress } from './blob-progress';
import type { DeliveryFault } from './delivery-fault';
import type { BlobStore, OutboxStore } from './dependencies';
import type { IntakeClient } from './intake-client';

export interface DeliverDependencies {
  readonly store: Pick<OutboxStore, 'markSent'>;
  readonly blobs: BlobStore;
  readonly intake: IntakeClient;
  readonly sha256: Sha256;
  readonly nowMs: () => number;
}

/** Why a change was not delivered. */
export type DeliverFault = DeliveryFault | StorageFault;

/**
 * Sends `change` with `token`; `progress` knows what the server has of its blobs. Returns the receipt, or undefined where the change was removed from the outbox meanwhile.
 * Sending again is safe: the change's id is the idempotency key.
 */
export async function deliverChange(
  change: WaitingChange,
  token: string,
  progress: BlobProgress,
  dependencies: DeliverDependencies,
): Promise<Result<Receipt | undefined, DeliverFault>> {
  const { store, intake, sha256, nowMs } = dependencies;
  const blobsSent = await sendBlobs(token, change.blobs, progress, dependencies);
  if (!blobsSent.ok) return blobsSent;
  const text = new TextEncoder().encode(change.text);
  const contentHash = await sha256(text.buffer);
  const marked = await store.markSent(change.changeId, new Date(nowMs()).toISOString());
  if (!marked.ok) return marked;
  if (!marked.value) return succeed(undefined);
  const answer = await intake.putChange(token, change.changeId, text);
  if (!answer.ok) return answer;
  const isOurs = answer.value.changeId === change.changeId && answer.value.contentHash === contentHash;
  return isOurs ? succeed(answer.value) : fail({ kind: 'not-our-server', status: 200 });
}

/** Sends the blobs that the server lacks. Succeeds once the server has every blob completely. */
async function sendBlobs(
  token: string,
  refs: readonly BlobRef[],
  progress: BlobProgress,
  dependencies: DeliverDependencies,
): Promise<Result<void, DeliverFault>> {
  if (refs.length === 0) return succeed(undefined);
  const missing = await progress.missing();
  if (!missing.ok) return missing;
  for (const ref of refs) {
    const receivedBytes = missing.value.get(ref.sha256);
    if (receivedBytes === undefined) continue;
    const sent = await sendBlob(token, ref, receivedBytes, dependencies);
    if (!sent.ok) return sent;
    progress.noteSent(ref);
  }
  return succeed(undefined);
}

/** Sends one blob in parts, from `receivedBytes` on. The blob is read, and its hash checked, only when it is needed. */
async function sendBlob(
  token: string,
  ref: BlobRef,
  receivedBytes: number,
  { intake, blobs }: DeliverDependencies,
): Promise<Result<void, DeliverFault>> {
  const read = await blobs.read(ref);
  if (!read.ok) return read;
  const bytes = new Uint8Array(read.value);
  let offset = receivedBytes;
  for (let attempt = 0; attempt < maxParts(ref); attempt += 1) {
    // Where the server has every byte, an empty last part asks whether it has assembled them.
    const part = bytes.subarray(offset, offset + partBytes);
    const answer = await intake.putPart(token, { ref, offset, bytes: part });
    if (answer.ok && answer.value.isWhole) return succeed(undefined);
    const next = answer.ok ? answer.value.receivedBytes : requestedOffset(answer.fault);
    if (next === undefined) return answer.ok ? succeed(undefined) : answer;
    offset = next;
  }
  return fail({ kind: 'try-later', status: 409 });
}

/** Twice as many as needed: another tab or another server process may be a part ahead or behind. */
function maxParts({ bytes }: BlobRef): number {
  return 2 * Math.ceil(bytes / partBytes) + 4;
}

/** The offset at which the server wants the next part; undefined for any other fault. */
function requestedOffset(fault: DeliveryFault): number | undefined {
  return fault.kind === 'refused' && fault.fault.kind === 'wrong-offset' ? fault.fault.receivedBytes : undefined;
}
