/** Whether the device thinks it has a network. True says little: there may be a captive portal. */
export function isOnline(): boolean {
  return navigator.onLine;
}

/** Calls back at each change; returns its undo. */
export function onConnectivity(listener: (isOnline: boolean) => void): () => void {
  const goOnline = (): void => listener(true);
  const goOffline = (): void => listener(false);
  addEventListener('online', goOnline);
  addEventListener('offline', goOffline);
  return () => {
    removeEventListener('online', goOnline);
    removeEventListener('offline', goOffline);
  };
}
