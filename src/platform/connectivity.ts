/** Connection events of the page. */

/** Calls back at each change of `isOnline`; returns the function that ends this. */
export function onConnectivity(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

/** Calls back when the network came back or the page became visible; returns the function that ends this. */
export function onOnlineOrVisible(listener: () => void): () => void {
  const onVisibility = (): void => {
    if (document.visibilityState === 'visible') listener();
  };
  addEventListener('online', listener);
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    removeEventListener('online', listener);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
