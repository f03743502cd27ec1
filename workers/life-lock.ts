declare const self: DedicatedWorkerGlobalScope;

/**
 * [Note: the life lock] A worker that the browser ends says nothing: no event, and calls stay pending for ever. So it holds
 * a lock under its own name for as long as it lives, and the page asks for the same lock: it gets it when the worker is gone.
 */
export async function holdLifeLock(): Promise<void> {
  if (self.name === '' || !('locks' in navigator)) return;
  await navigator.locks.request(self.name, () => new Promise<never>(() => undefined));
}
