/** Settles when no living worker holds the lock of this name any more; see [Note: the life lock] in `workers/`. */
export async function lifeLockReleased(name: string): Promise<void> {
  // Without Web Locks (plain http) only the worker's events and its silence tell.
  if (!('locks' in navigator)) return new Promise<never>(() => undefined);
  await navigator.locks.request(name, () => undefined);
}
