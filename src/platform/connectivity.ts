/** Connection events of the page. */

/** Calls back when the browser reports that the network came or went. */
export function onReportedConnectivity(listener: () => void): void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
}

/** Calls back when the page becomes visible. */
export function onVisible(listener: () => void): void {
  document.addEventListener('visibilitychange', () => {
    if (isVisible()) listener();
  });
}

export function isVisible(): boolean {
  return document.visibilityState === 'visible';
}
