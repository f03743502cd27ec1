/**
 * Runs `work` while this origin's lock `name` is held by nobody else; undefined, at once, where another tab or worker holds it.
 * The browser lets go of it when its holder dies. Without Web Locks (no secure context) work goes ahead: whoever
 * relies on the lock must bear two at a time.
 */
export async function withLockIfFree<Value>(name: string, work: () => Promise<Value>): Promise<Value | undefined> {
  if (!('locks' in navigator)) return work();
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock === null ? undefined : work()));
}
