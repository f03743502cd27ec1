/**
 * Runs `work` under this origin's lock `name`. Returns undefined at once where another tab or worker holds it. The browser
 * releases the lock when its holder ends. Without Web Locks (plain http) `work` runs without a lock, so callers must allow
 * for two at a time.
 */
export async function withLockIfFree<Value>(name: string, work: () => Promise<Value>): Promise<Value | undefined> {
  if (!('locks' in navigator)) return work();
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock === null ? undefined : work()));
}

/** Releases a lock. */
export type ReleaseLock = () => void;

/** Waits for this origin's lock `name` and holds it until it is released or the page ends. Without Web Locks it is granted at once. */
export function holdLock(name: string): Promise<ReleaseLock> {
  return new Promise((resolve, reject) => {
    if (!('locks' in navigator)) resolve(() => undefined);
    else navigator.locks.request(name, () => new Promise<void>((release) => resolve(release))).catch(reject);
  });
}

/** As `holdLock`, but undefined at once where another tab holds it. */
export function holdLockIfFree(name: string): Promise<ReleaseLock | undefined> {
  return new Promise((resolve, reject) => {
    if (!('locks' in navigator)) {
      resolve(() => undefined);
      return;
    }
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      if (lock !== null) return new Promise<void>((release) => resolve(release));
      resolve(undefined);
      return undefined;
    };
    navigator.locks.request(name, { ifAvailable: true }, hold).catch(reject);
  });
}

/** Resolves when no living worker holds the lock `name`; see [Note: the liveness lock] in `workers/`. */
export async function livenessLockReleased(name: string): Promise<void> {
  // Without Web Locks (plain http) a lost worker is noticed only by its events and by the watchdog.
  if (!('locks' in navigator)) return new Promise<never>(() => undefined);
  await navigator.locks.request(name, () => undefined);
}
