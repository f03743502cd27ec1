/** Deletes inspections after a time in which the user can undo it. Nothing is deleted before; closing the app keeps everything. */
import { createObservable } from '../domain/observable';
import type { StorageFault } from '../domain/record';
import type { Result } from '../domain/result';

export interface DeletionServiceDependencies {
  readonly removeAll: (ids: readonly string[]) => Promise<Result<void, StorageFault>>;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
}

/** The ids that will be deleted, and why the last deletion failed. */
export interface PendingDeletion {
  readonly ids: ReadonlySet<string>;
  readonly fault?: StorageFault;
}

export type DeletionService = ReturnType<typeof createDeletionService>;

/** Time to read the notice and to press Undo (WCAG 2.2.1 asks for more than a few seconds). */
const undoMs = 12_000;

const nothing: PendingDeletion = { ids: new Set() };

export function createDeletionService({ removeAll, schedule }: DeletionServiceDependencies) {
  const pending = createObservable<PendingDeletion>(nothing);
  let cancelTimer: (() => void) | undefined;

  async function commit(): Promise<void> {
    cancelTimer?.();
    cancelTimer = undefined;
    const { ids } = pending.read();
    if (ids.size === 0) return;
    const removed = await removeAll([...ids]);
    // What was marked meanwhile stays marked.
    const left = new Set([...pending.read().ids].filter((id) => !ids.has(id)));
    pending.write(removed.ok ? { ids: left } : { ids: left, fault: removed.fault });
  }

  return {
    subscribe: pending.subscribe,
    pending: pending.read,
    /** Marks inspections, in addition to those that are marked. They are deleted when the time for an undo is over. */
    request(ids: Iterable<string>): void {
      cancelTimer?.();
      pending.write({ ids: new Set([...pending.read().ids, ...ids]) });
      cancelTimer = schedule(() => void commit(), undoMs);
    },
    undo: (): void => {
      cancelTimer?.();
      cancelTimer = undefined;
      pending.write(nothing);
    },
    /** Deletes at once what is marked. */
    commit,
  };
}
