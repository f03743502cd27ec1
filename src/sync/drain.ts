/**
 * One drain of the outbox: every change that is due is delivered, in order, until the queue is empty or the way is bad.
 * A change that fails rests or is set aside, alone; later changes of the same record wait for it, others go on.
 */
import type { DeliveryChoices, Registration, WaitingChange } from '../domain/delivery';
import type { NetworkState } from '../domain/network-state';
import type { StorageFault } from '../domain/record';
import { waitAfter } from './backoff';
import { deliverChange, type DeliverFault, type DeliverParts } from './deliver-change';
import { consequenceOf, type DeliveryFault } from './delivery-fault';
import type { DrainLock, OutboxStore, SyncSettingsStore } from './ports';

/** What keeps everything waiting. */
export type Blocker =
  | { readonly kind: 'not-registered' }
  | { readonly kind: 'token-refused' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'metered' }
  /** Another tab or the service worker is sending. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'storage'; readonly fault: StorageFault };

/** How a drain ended. */
export type DrainEnd =
  /** Nothing is left that could be sent by itself. */
  | { readonly kind: 'empty' }
  /** Everything left rests until then at least. */
  | { readonly kind: 'resting'; readonly untilMs: number; readonly because?: DeliveryFault }
  | { readonly kind: 'blocked'; readonly by: Blocker };

/** What a drain did. */
export interface DrainReport {
  readonly confirmed: number;
  readonly end: DrainEnd;
}

/** `routine` respects every rest; `asked` (a person, a network that came back) only those the server wished. */
export type Urgency = 'routine' | 'asked';

/** What a drain takes. */
export interface DrainParts extends Omit<DeliverParts, 'store'> {
  readonly store: OutboxStore;
  readonly settings: SyncSettingsStore;
  readonly random: () => number;
  readonly network: () => NetworkState;
  readonly lock: DrainLock;
  /** Called after each change that was confirmed, deferred or set aside. */
  readonly onSettled?: () => void;
}

/** Changes read at once. */
const pageSize = 20;

/** So many failures in a row say that the server is ill, not the changes. */
const mostFailuresInARow = 3;

/** Drains the outbox once, unless somebody else is at it. */
export async function drain(parts: DrainParts, urgency: Urgency): Promise<DrainReport> {
  const report = await parts.lock(() => drainAlone(parts, urgency));
  return report ?? { confirmed: 0, end: { kind: 'blocked', by: { kind: 'busy' } } };
}

async function drainAlone(parts: DrainParts, urgency: Urgency): Promise<DrainReport> {
  const row = await parts.settings.read();
  if (!row.ok) return blocked(0, { kind: 'storage', fault: row.fault });
  const gate = blockerOf(row.value, parts.network());
  if (gate !== undefined) return blocked(0, gate);
  const { registration } = row.value;
  // Told apart by `blockerOf`; said again for the compiler.
  if (registration.phase !== 'registered') return blocked(0, { kind: 'not-registered' });
  return new Drain(parts, urgency, registration.token).run();
}

function blocked(confirmed: number, by: Blocker): DrainReport {
  return { confirmed, end: { kind: 'blocked', by } };
}

/** What keeps everything waiting before a single request is made; undefined: nothing. */
export function blockerOf(
  { registration, choices }: { readonly registration: Registration; readonly choices: DeliveryChoices },
  network: NetworkState,
): Blocker | undefined {
  if (registration.phase === 'none') return { kind: 'not-registered' };
  if (registration.phase === 'refused') return { kind: 'token-refused' };
  if (choices.sending === 'paused') return { kind: 'paused' };
  if (!network.isOnline) return { kind: 'offline' };
  return choices.network === 'unmetered' && network.metered === 'yes' ? { kind: 'metered' } : undefined;
}

/** The state of one drain. */
class Drain {
  readonly #parts: DrainParts;
  readonly #urgency: Urgency;
  readonly #token: string;
  /** Records with a change that could not go: their later changes stay behind it. */
  readonly #heldRecords = new Set<string>();
  #confirmed = 0;
  #failuresInARow = 0;
  #restsUntilMs = Infinity;
  #because: DeliveryFault | undefined;

  constructor(parts: DrainParts, urgency: Urgency, token: string) {
    this.#parts = parts;
    this.#urgency = urgency;
    this.#token = token;
  }

  async run(): Promise<DrainReport> {
    let after: WaitingChange | undefined;
    for (;;) {
      const page = await this.#parts.store.page(after === undefined ? { limit: pageSize } : { limit: pageSize, after });
      if (!page.ok) return blocked(this.#confirmed, { kind: 'storage', fault: page.fault });
      for (const change of page.value) {
        const end = this.#isDue(change) ? await this.#attempt(change) : undefined;
        if (end !== undefined) return { confirmed: this.#confirmed, end };
      }
      after = page.value.at(-1);
      if (after === undefined) return { confirmed: this.#confirmed, end: this.#ending() };
    }
  }

  #ending(): DrainEnd {
    if (this.#restsUntilMs === Infinity) return { kind: 'empty' };
    const because = this.#because === undefined ? {} : { because: this.#because };
    return { kind: 'resting', untilMs: this.#restsUntilMs, ...because };
  }

  /** Holds the record where the change is not due, so that order is kept. */
  #isDue(change: WaitingChange): boolean {
    if (this.#heldRecords.has(change.recordId)) return false;
    const { state, wait } = change;
    const rests = wait.kind !== 'none' && wait.untilMs > this.#parts.nowMs() && this.#respects(wait.kind);
    if (rests) this.#restsUntilMs = Math.min(this.#restsUntilMs, wait.untilMs);
    if (rests || state.phase === 'attention') this.#heldRecords.add(change.recordId);
    return !this.#heldRecords.has(change.recordId);
  }

  #respects(wish: 'backoff' | 'server'): boolean {
    return wish === 'server' || this.#urgency === 'routine';
  }

  /** Delivers one change and keeps the books; an end where the drain must stop. */
  async #attempt(change: WaitingChange): Promise<DrainEnd | undefined> {
    const { store, nowMs, onSettled } = this.#parts;
    const delivered = await deliverChange(change, this.#token, this.#parts);
    if (!delivered.ok) return this.#fail(change, delivered.fault);
    this.#failuresInARow = 0;
    if (delivered.value.kind === 'gone') return undefined;
    const { contentHash, sequence, serverClock } = delivered.value.receipt;
    const confirmedAt = new Date(nowMs()).toISOString();
    const kept = await store.confirm(change.changeId, { contentHash, sequence, serverClock, confirmedAt });
    if (!kept.ok) return { kind: 'blocked', by: { kind: 'storage', fault: kept.fault } };
    this.#confirmed += 1;
    onSettled?.();
    return undefined;
  }

  async #fail(change: WaitingChange, fault: DeliverFault): Promise<DrainEnd | undefined> {
    this.#heldRecords.add(change.recordId);
    switch (fault.kind) {
      case 'damaged':
        return this.#setAside(change, { kind: 'damaged-blob', sha256: fault.sha256 });
      case 'storage-full':
      case 'storage-unavailable':
      case 'write-conflict':
      case 'newer-database':
        return { kind: 'blocked', by: { kind: 'storage', fault } };
      case 'refused':
        if (consequenceOf(fault) === 'set-aside') {
          const { status, words } = fault;
          return this.#setAside(change, { kind: 'refused', status, fault: fault.fault.kind, words });
        }
        return this.#defer(change, fault);
      case 'token-refused':
        return this.#pause();
      default:
        return this.#defer(change, fault);
    }
  }

  async #setAside(
    change: WaitingChange,
    reason: Parameters<OutboxStore['setAside']>[1],
  ): Promise<DrainEnd | undefined> {
    const kept = await this.#parts.store.setAside(change.changeId, reason);
    this.#parts.onSettled?.();
    return kept.ok ? undefined : { kind: 'blocked', by: { kind: 'storage', fault: kept.fault } };
  }

  async #pause(): Promise<DrainEnd> {
    const kept = await this.#parts.settings.refuseToken(this.#token);
    this.#parts.onSettled?.();
    return { kind: 'blocked', by: kept.ok ? { kind: 'token-refused' } : { kind: 'storage', fault: kept.fault } };
  }

  /** The change rests, whatever the reason: one that always fails must not be the first of every drain. */
  async #defer(change: WaitingChange, fault: DeliveryFault): Promise<DrainEnd | undefined> {
    const { nowMs, random } = this.#parts;
    const retryAfterMs = fault.kind === 'try-later' ? fault.retryAfterMs : undefined;
    const wait = waitAfter({ attempts: change.attempts, retryAfterMs, nowMs: nowMs(), random });
    const kept = await this.#parts.store.defer(change.changeId, wait);
    this.#parts.onSettled?.();
    if (!kept.ok) return { kind: 'blocked', by: { kind: 'storage', fault: kept.fault } };
    this.#restsUntilMs = Math.min(this.#restsUntilMs, wait.untilMs);
    this.#because = fault;
    this.#failuresInARow += 1;
    const isBadWay = consequenceOf(fault) === 'stop' || this.#failuresInARow >= mostFailuresInARow;
    return isBadWay ? { kind: 'resting', untilMs: wait.untilMs, because: fault } : undefined;
  }
}
