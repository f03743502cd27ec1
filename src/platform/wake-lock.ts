/** Keeps the screen on, also after the page was hidden and is visible again. Returns the function that ends it. */
export function keepScreenOn(): () => void {
  const stop = new AbortController();
  const request = async (): Promise<void> => {
    if (document.visibilityState !== 'visible') return;
    const lock = await takeLock();
    // The browser itself releases the lock when the page is hidden.
    if (stop.signal.aborted) void lock?.release();
    else stop.signal.addEventListener('abort', () => void lock?.release(), { once: true });
  };
  document.addEventListener('visibilitychange', () => void request(), { signal: stop.signal });
  void request();
  return () => stop.abort();
}

/** Undefined where the browser has no wake lock, or the device refuses it (battery saver): the screen then dims as usual. */
async function takeLock(): Promise<WakeLockSentinel | undefined> {
  if (!('wakeLock' in navigator)) return undefined;
  try {
    return await navigator.wakeLock.request('screen');
  } catch {
    return undefined;
  }
}
