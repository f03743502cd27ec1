/** Calls back when the page is hidden, closed or left: the last moment at which it can be expected to run. */
export function onHidden(listener: () => void): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') listener();
  });
  addEventListener('pagehide', listener);
}
