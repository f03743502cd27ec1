/** News of the outbox: gathered from this tab and the others, told at most once in a while. */

/** Where news comes from and goes to. */
export interface OutboxChangesDependencies {
  readonly announceElsewhere: () => void;
  readonly onElsewhere: (listener: () => void) => () => void;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
}

/** Tells and hears that the outbox has changed. */
export interface OutboxChanges {
  /** Something has changed here: this tab's listeners and the other tabs hear of it soon. */
  readonly announce: () => void;
  readonly onChanged: (listener: () => void) => () => void;
}

/** A drain confirms many changes a second; the screens need not draw each. */
const gatherMs = 300;

/** News over `parts`. */
export function createOutboxChanges({
  announceElsewhere,
  onElsewhere,
  schedule,
}: OutboxChangesDependencies): OutboxChanges {
  const listeners = new Set<() => void>();
  let isOwn = false;
  let isPlanned = false;
  function tell(): void {
    isPlanned = false;
    if (isOwn) announceElsewhere();
    isOwn = false;
    for (const listener of listeners) listener();
  }
  function plan(): void {
    if (!isPlanned) schedule(tell, gatherMs);
    isPlanned = true;
  }
  onElsewhere(plan);
  return {
    announce: () => {
      isOwn = true;
      plan();
    },
    onChanged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
