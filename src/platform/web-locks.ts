/**
 * Runs `work` under this origin's lock `name`. Returns undefined at once where another tab or worker holds it. The browser
 * releases the lock when its holder ends. Without Web Locks (plain http) `work` runs without a lock, so callers must allow
 * for two at a time.
 */
export async function withLockIfFree<Value>(name: string, work: () => Promise<Value>): Promise<Value | undefined> {
  if (!('locks' in navigator)) return work();
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock === null ? undefined : work()));
}

/** Resolves when no living worker holds the lock `name`; see [Note: the life lock] in `workers/`. */
export async function lifeLockReleased(name: string): Promise<void> {
  // Without Web Locks (plain http) a lost worker is noticed only by its events and by the watchdog.
  if (!('locks' in navigator)) return new Promise<never>(() => undefined);
  await navigator.locks.request(name, () => undefined);
}
