/** Notifies this tab and the others that the outbox has changed, at most once per interval. */

export interface OutboxChangesDependencies {
  readonly announceElsewhere: () => void;
  readonly onElsewhere: (listener: () => void) => () => void;
  readonly schedule: (run: () => void, afterMs: number) => () => void;
}

/** A drain delivers many changes per second; the screens do not need to show each of them. */
const intervalMs = 300;

export type OutboxChanges = ReturnType<typeof createOutboxChanges>;

export function createOutboxChanges({ announceElsewhere, onElsewhere, schedule }: OutboxChangesDependencies) {
  const listeners = new Set<() => void>();
  let isOwnChange = false;
  let isScheduled = false;

  function notify(): void {
    isScheduled = false;
    if (isOwnChange) announceElsewhere();
    isOwnChange = false;
    for (const listener of listeners) listener();
  }

  function scheduleNotification(): void {
    if (!isScheduled) schedule(notify, intervalMs);
    isScheduled = true;
  }

  onElsewhere(scheduleNotification);
  return {
    /** This tab has changed the outbox. */
    announce: (): void => {
      isOwnChange = true;
      scheduleNotification();
    },
    onChanged: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
