/** Writes the outcome of one delivery to the outbox. */
import type { AttentionReason, WaitingChange } from '../domain/delivery';
import type { StorageFault } from '../domain/record';
import { succeed, type Result } from '../domain/result';
import type { Receipt } from '../protocol/intake';
import { waitAfter } from './backoff';
import type { DeliverFault } from './deliver-change';
import { consequenceOf, type DeliveryFault } from './delivery-fault';
import type { OutboxStore, SyncSettingsStore } from './dependencies';

export interface SettleDependencies {
  readonly store: OutboxStore;
  readonly settings: SyncSettingsStore;
  readonly nowMs: () => number;
  readonly random: () => number;
}

/** The outcome of one attempt to deliver a change. `gone`: it was removed from the outbox meanwhile. */
export type Settled =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'needs-attention' }
  | { readonly kind: 'waiting'; readonly untilMs: number; readonly fault: DeliveryFault }
  | { readonly kind: 'token-refused' };

/** Records the outcome of the delivery of `change`, tried with `token`. Fails where storage does. */
export async function settleChange(
  change: WaitingChange,
  token: string,
  outcome: Result<Receipt | undefined, DeliverFault>,
  dependencies: SettleDependencies,
): Promise<Result<Settled, StorageFault>> {
  if (!outcome.ok) return settleFault(change, token, outcome.fault, dependencies);
  if (outcome.value === undefined) return succeed({ kind: 'gone' });
  const { contentHash, sequence, serverClock } = outcome.value;
  const confirmedAt = new Date(dependencies.nowMs()).toISOString();
  const receipt = { contentHash, sequence, serverClock, confirmedAt };
  return after(dependencies.store.markDelivered(change.changeId, receipt), { kind: 'delivered' });
}

async function settleFault(
  change: WaitingChange,
  token: string,
  fault: DeliverFault,
  dependencies: SettleDependencies,
): Promise<Result<Settled, StorageFault>> {
  const { store, settings } = dependencies;
  switch (fault.kind) {
    case 'storage-full':
    case 'storage-unavailable':
    case 'write-conflict':
    case 'item-too-large':
    case 'newer-database':
    case 'cannot-decrypt':
      return { ok: false, fault };
    case 'token-refused':
      return after(settings.refuseToken(token), { kind: 'token-refused' });
    case 'damaged':
      return setAside(change, { kind: 'damaged-blob', sha256: fault.sha256 }, store);
    case 'refused': {
      if (consequenceOf(fault) !== 'needs-attention') return postpone(change, fault, dependencies);
      const { status, words } = fault;
      return setAside(change, { kind: 'refused', status, fault: fault.fault.kind, words }, store);
    }
    default:
      return postpone(change, fault, dependencies);
  }
}

function setAside(
  { changeId }: WaitingChange,
  reason: AttentionReason,
  store: OutboxStore,
): Promise<Result<Settled, StorageFault>> {
  return after(store.setAside(changeId, reason), { kind: 'needs-attention' });
}

/** Every failed change waits, whatever the reason: a change that always fails must not come first in every drain. */
async function postpone(
  change: WaitingChange,
  fault: DeliveryFault,
  { store, nowMs, random }: SettleDependencies,
): Promise<Result<Settled, StorageFault>> {
  const retryAfterMs = fault.kind === 'try-later' ? fault.retryAfterMs : undefined;
  const wait = waitAfter({ attempts: change.attempts, retryAfterMs, nowMs: nowMs(), random });
  return after(store.defer(change.changeId, wait), { kind: 'waiting', untilMs: wait.untilMs, fault });
}

async function after(
  write: Promise<Result<void, StorageFault>>,
  settled: Settled,
): Promise<Result<Settled, StorageFault>> {
  const written = await write;
  return written.ok ? succeed(settled) : written;
}
