/** Delivers one change: blobs first, then the commit, and nothing counts but the receipt. */
import type { WaitingChange } from '../domain/delivery';
import type { StorageFault } from '../domain/record';
import { fail, succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import type { Receipt } from '../protocol/intake';
import type { DeliveryFault } from './delivery-fault';
import type { OutboxStore } from './ports';
import { sendBlobs, type SendBlobsParts } from './send-blobs';

/** What delivering takes. */
export interface DeliverParts extends SendBlobsParts {
  readonly store: Pick<OutboxStore, 'markSent'>;
  readonly sha256: Sha256;
  readonly nowMs: () => number;
}

/** A receipt, or `gone` where the change was taken off the queue meanwhile. */
export type Delivered = { readonly kind: 'receipt'; readonly receipt: Receipt } | { readonly kind: 'gone' };

/** Why a change was not confirmed. */
export type DeliverFault = DeliveryFault | StorageFault;

/** Sends `change` under `token`. Sending it again is always safe: its id is the idempotency key. */
export async function deliverChange(
  change: WaitingChange,
  token: string,
  parts: DeliverParts,
): Promise<Result<Delivered, DeliverFault>> {
  const blobsSent = await sendBlobs(token, change.blobs, parts);
  if (!blobsSent.ok) return blobsSent;
  const text = new TextEncoder().encode(change.text);
  const contentHash = await parts.sha256(text.buffer);
  const marked = await parts.store.markSent(change.changeId, new Date(parts.nowMs()).toISOString());
  if (!marked.ok) return marked;
  if (!marked.value) return succeed({ kind: 'gone' });
  const answer = await parts.intake.putChange(token, change.changeId, text);
  if (!answer.ok) return answer;
  const isOurs = answer.value.changeId === change.changeId && answer.value.contentHash === contentHash;
  return isOurs ? succeed({ kind: 'receipt', receipt: answer.value }) : fail({ kind: 'not-our-server', status: 200 });
}
