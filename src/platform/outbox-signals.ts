/** Signals about the outbox between the tabs and the service worker. */

const channelName = 'fieldgrade-outbox';

/** The tag of the background sync, and the name of the lock that a drain holds. */
export const outboxName = 'fieldgrade-outbox';

/** Notifies the other tabs that the outbox has changed. */
export function announceOutbox(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage('changed');
  channel.close();
}

/** Calls back when another tab or the service worker has changed the outbox; returns the function that ends this. */
export function onOutboxElsewhere(listener: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = () => listener();
  return () => channel.close();
}

/** A registration with Background Sync (WICG), where the browser supports it. TypeScript has no types for it. */
interface SyncRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
}

/** Asks the browser to start the service worker when there is a network, also with no tab open. It may refuse. */
export async function requestBackgroundSync(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = (await navigator.serviceWorker.getRegistration()) as SyncRegistration | undefined;
  try {
    await registration?.sync?.register(outboxName);
  } catch {
    // Not permitted, or no worker is active yet: the page drains the outbox.
  }
}

/** Whether the browser can drain the outbox with no tab open. */
export function hasBackgroundSync(): boolean {
  return 'serviceWorker' in navigator && 'SyncManager' in globalThis;
}
