/** Events of the page: its connection and its visibility. */

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

/** Calls back when the page is hidden, closed or left: the last moment at which it can be expected to run. */
export function onHidden(listener: () => void): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') listener();
  });
  addEventListener('pagehide', listener);
}

/** Asks the user before the page is left. Only while it is needed: such a page is not kept for the back button. */
export function setLeaveWarning(isOn: boolean): void {
  if (isOn) addEventListener('beforeunload', refuse);
  else removeEventListener('beforeunload', refuse);
}

function refuse(event: Event): void {
  event.preventDefault();
}
