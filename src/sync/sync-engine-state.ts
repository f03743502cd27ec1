/** When the sync engine drains: its state and transitions. Pure: `sync-engine.ts` runs the drains and the timer. */
import { backoffMs } from './backoff';
import type { DrainEnd, DrainReport, Urgency } from './drain';

/** What the engine is doing. `nextTryMs`: when it drains next without being asked. */
export interface SyncStatus {
  readonly phase: 'idle' | 'draining';
  readonly last?: DrainReport;
  readonly nextTryMs?: number;
}

export interface EngineState {
  readonly status: SyncStatus;
  /** The drain that was requested and has not started. */
  readonly requested?: Urgency;
  /** Drains in a row that ended because of a fault. */
  readonly failuresInARow: number;
  /** The server's `Retry-After`: no request is made before it, even on request of the user. */
  readonly retryAfterUntilMs: number;
  readonly isStopped: boolean;
}

export type EngineEvent =
  | { readonly kind: 'requested'; readonly urgency: Urgency }
  | { readonly kind: 'drain-started' }
  | { readonly kind: 'drain-ended'; readonly report: DrainReport }
  | { readonly kind: 'idle'; readonly nextTryMs: number }
  | { readonly kind: 'stopped' };

export const initialEngine: EngineState = {
  status: { phase: 'idle' },
  failuresInARow: 0,
  retryAfterUntilMs: 0,
  isStopped: false,
};

/** A timer even when there is nothing to do: a browser event may have been missed. */
const heartbeatMs = 10 * 60_000;
/** Delay after another tab was found draining. */
const busyMs = 10_000;
/** Shortest delay after a drain with something left, so that jitter cannot cause a request storm. */
const shortestMs = 500;

/** The engine after `event`. */
export function reduceEngine(engine: EngineState, event: EngineEvent): EngineState {
  const { status } = engine;
  switch (event.kind) {
    case 'requested':
      return engine.requested === 'immediate' ? engine : { ...engine, requested: event.urgency };
    case 'drain-started':
      return { ...withoutRequest(engine), status: { ...status, phase: 'draining' } };
    case 'drain-ended':
      return afterDrain(engine, event.report);
    case 'idle': {
      const last = status.last === undefined ? {} : { last: status.last };
      return { ...engine, status: { phase: 'idle', nextTryMs: event.nextTryMs, ...last } };
    }
    case 'stopped':
      return { ...engine, isStopped: true };
  }
}

/** The drain to start now; undefined where none was requested, the server asked to wait, or the engine is stopped. */
export function dueDrain({ requested, retryAfterUntilMs, isStopped }: EngineState, nowMs: number): Urgency | undefined {
  return nowMs >= retryAfterUntilMs && !isStopped ? requested : undefined;
}

/** How long the timer waits until the next drain. */
export function idleDelayMs(engine: EngineState, nowMs: number, random: () => number): number {
  const end = engine.status.last?.end;
  const jittered = (ms: number): number => Math.round(ms * (0.5 + random() / 2));
  if (end?.kind === 'blocked' && end.by.kind === 'busy') return jittered(busyMs);
  if (end?.kind !== 'waiting') return jittered(heartbeatMs);
  const { failuresInARow, retryAfterUntilMs } = engine;
  const backoff = failuresInARow === 0 ? 0 : backoffMs(failuresInARow, random);
  const untilMs = Math.max(end.untilMs, nowMs + shortestMs + backoff, retryAfterUntilMs);
  return Math.min(heartbeatMs, untilMs - nowMs);
}

function afterDrain(engine: EngineState, report: DrainReport): EngineState {
  const { end } = report;
  const hasFailed = end.kind === 'waiting' && end.fault !== undefined;
  return {
    ...engine,
    status: { phase: 'draining', last: report },
    failuresInARow: hasFailed ? engine.failuresInARow + 1 : 0,
    retryAfterUntilMs: retryAfterUntil(end) ?? engine.retryAfterUntilMs,
  };
}

function retryAfterUntil(end: DrainEnd): number | undefined {
  if (end.kind !== 'waiting' || end.fault?.kind !== 'try-later') return undefined;
  return end.fault.retryAfterMs === undefined ? undefined : end.untilMs;
}

function withoutRequest({ status, failuresInARow, retryAfterUntilMs, isStopped }: EngineState): EngineState {
  return { status, failuresInARow, retryAfterUntilMs, isStopped };
}
