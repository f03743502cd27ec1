/**
 * One drain of the outbox: delivers every change that is due, in order, until the outbox is empty or the server cannot be
 * reached. A change that fails waits or needs attention. Later changes of the same record wait for it, others go on.
 */
import type { WaitingChange } from '../domain/delivery';
import type { NetworkState } from '../domain/network-state';
import { BlobProgress } from './blob-progress';
import { completeRegistration } from './complete-registration';
import { findBlocker, type Blocker } from './blocker';
import { deliverChange, type DeliverDependencies } from './deliver-change';
import { consequenceOf, type DeliveryFault } from './delivery-fault';
import type { DrainLock } from './dependencies';
import { settleChange, type SettleDependencies, type Settled } from './settle-change';

/** How a drain ended. */
export type DrainEnd =
  /** Nothing is left that can be sent without the user. */
  | { readonly kind: 'empty' }
  /** Everything left waits at least until then. `fault`: why the last attempt failed. */
  | { readonly kind: 'waiting'; readonly untilMs: number; readonly fault?: DeliveryFault }
  | { readonly kind: 'blocked'; readonly by: Blocker };

/** The result of a drain. `delivered`: changes for which a receipt was stored. */
export interface DrainReport {
  readonly delivered: number;
  readonly end: DrainEnd;
}

/** `scheduled` respects every wait. `immediate` (user request, network came back) respects only the server's `Retry-After`. */
export type Urgency = 'scheduled' | 'immediate';

export interface DrainDependencies extends Omit<DeliverDependencies, 'store'>, SettleDependencies {
  readonly network: () => NetworkState;
  readonly lock: DrainLock;
  /** Called after each change whose outcome was stored, and after a registration was tried. */
  readonly onSettled?: () => void;
}

/** Changes per read, and per question about missing blobs. */
const pageSize = 20;

/** After this many failures in a row the server is at fault, not the changes. */
const maxFailuresInARow = 3;

/** Drains the outbox once, unless another tab or the service worker is doing it. */
export async function drain(dependencies: DrainDependencies, urgency: Urgency): Promise<DrainReport> {
  const report = await dependencies.lock(() => drainLocked(dependencies, urgency));
  return report ?? { delivered: 0, end: { kind: 'blocked', by: { kind: 'busy' } } };
}

async function drainLocked(dependencies: DrainDependencies, urgency: Urgency): Promise<DrainReport> {
  const registrationEnd = await register(dependencies);
  if (registrationEnd !== undefined) return { delivered: 0, end: registrationEnd };
  const settings = await dependencies.settings.read();
  if (!settings.ok) return { delivered: 0, end: { kind: 'blocked', by: { kind: 'storage', fault: settings.fault } } };
  const { registration } = settings.value;
  const blocker = findBlocker(settings.value, dependencies.network());
  if (blocker !== undefined) return { delivered: 0, end: { kind: 'blocked', by: blocker } };
  // `findBlocker` has excluded this; the compiler does not know.
  if (registration.phase !== 'registered') throw new Error('the device is not registered');
  const run = new DrainRun(dependencies, urgency, registration.token);
  const end = await run.end();
  return { delivered: run.delivered, end };
}

/** Completes a registration that the user has asked for, also while sending is paused. Returns a `DrainEnd` if the drain must stop. */
async function register(dependencies: DrainDependencies): Promise<DrainEnd | undefined> {
  const { settings, network, nowMs } = dependencies;
  const read = await settings.read();
  if (!read.ok) return { kind: 'blocked', by: { kind: 'storage', fault: read.fault } };
  const { requested } = read.value;
  if (requested === undefined || requested.stoppedBecause !== undefined) return undefined;
  if (!network().isOnline) return { kind: 'blocked', by: { kind: 'offline' } };
  const outcome = await completeRegistration(requested, dependencies);
  dependencies.onSettled?.();
  switch (outcome.kind) {
    case 'registered':
    case 'stopped':
      return undefined;
    case 'storage':
      return { kind: 'blocked', by: { kind: 'storage', fault: outcome.fault } };
    case 'waiting': {
      const { fault } = outcome;
      const retryAfterMs = fault.kind === 'try-later' ? (fault.retryAfterMs ?? 0) : 0;
      return { kind: 'waiting', untilMs: nowMs() + retryAfterMs, fault };
    }
  }
}

/** The state of one drain. */
class DrainRun {
  delivered = 0;
  readonly #dependencies: DrainDependencies;
  readonly #urgency: Urgency;
  readonly #token: string;
  /** Records with a change that was not delivered: their later changes wait for it. */
  readonly #heldRecordIds = new Set<string>();
  #failuresInARow = 0;
  #waitsUntilMs = Infinity;
  #lastFault: DeliveryFault | undefined;

  constructor(dependencies: DrainDependencies, urgency: Urgency, token: string) {
    this.#dependencies = dependencies;
    this.#urgency = urgency;
    this.#token = token;
  }

  /** Delivers page by page until a change ends the drain or nothing is left. */
  async end(): Promise<DrainEnd> {
    let after: WaitingChange | undefined;
    for (;;) {
      const page = await this.#dependencies.store.page({ limit: pageSize, ...(after === undefined ? {} : { after }) });
      if (!page.ok) return { kind: 'blocked', by: { kind: 'storage', fault: page.fault } };
      const progress = this.#progressOf(page.value);
      for (const change of page.value) {
        const end = this.#isDue(change) ? await this.#attempt(change, progress) : undefined;
        if (end !== undefined) return end;
      }
      after = page.value.at(-1);
      if (after === undefined) return this.#regularEnd();
    }
  }

  #progressOf(page: readonly WaitingChange[]): BlobProgress {
    const refs = page.filter(({ state }) => state.phase !== 'attention').flatMap(({ blobs }) => blobs);
    return new BlobProgress(refs, this.#token, this.#dependencies.intake);
  }

  #regularEnd(): DrainEnd {
    if (this.#waitsUntilMs === Infinity) return { kind: 'empty' };
    const fault = this.#lastFault === undefined ? {} : { fault: this.#lastFault };
    return { kind: 'waiting', untilMs: this.#waitsUntilMs, ...fault };
  }

  /** False also where an earlier change of the record is not delivered, to keep the order. */
  #isDue({ recordId, state, wait }: WaitingChange): boolean {
    if (this.#heldRecordIds.has(recordId)) return false;
    const isRespected = wait.kind === 'server' || this.#urgency === 'scheduled';
    const mustWait = wait.kind !== 'none' && isRespected && wait.untilMs > this.#dependencies.nowMs();
    if (mustWait) this.#waitsUntilMs = Math.min(this.#waitsUntilMs, wait.untilMs);
    if (mustWait || state.phase === 'attention') this.#heldRecordIds.add(recordId);
    return !this.#heldRecordIds.has(recordId);
  }

  /** Delivers one change and records the outcome. Returns a `DrainEnd` if the drain must stop. */
  async #attempt(change: WaitingChange, progress: BlobProgress): Promise<DrainEnd | undefined> {
    const outcome = await deliverChange(change, this.#token, progress, this.#dependencies);
    if (!outcome.ok) {
      this.#heldRecordIds.add(change.recordId);
      progress.forget();
    }
    const settled = await settleChange(change, this.#token, outcome, this.#dependencies);
    if (!settled.ok) return { kind: 'blocked', by: { kind: 'storage', fault: settled.fault } };
    if (settled.value.kind !== 'gone') this.#dependencies.onSettled?.();
    return this.#endAfter(settled.value);
  }

  #endAfter(settled: Settled): DrainEnd | undefined {
    switch (settled.kind) {
      case 'delivered':
        this.delivered += 1;
        this.#failuresInARow = 0;
        return undefined;
      case 'gone':
        this.#failuresInARow = 0;
        return undefined;
      case 'needs-attention':
        return undefined;
      case 'token-refused':
        return { kind: 'blocked', by: { kind: 'token-refused' } };
      case 'waiting':
        return this.#endAfterFailure(settled.untilMs, settled.fault);
    }
  }

  #endAfterFailure(untilMs: number, fault: DeliveryFault): DrainEnd | undefined {
    this.#waitsUntilMs = Math.min(this.#waitsUntilMs, untilMs);
    this.#lastFault = fault;
    this.#failuresInARow += 1;
    const mustStop = consequenceOf(fault) === 'stop' || this.#failuresInARow >= maxFailuresInARow;
    return mustStop ? { kind: 'waiting', untilMs, fault } : undefined;
  }
}
