/** Signals about the outbox between the tabs and the service worker. */

const channelName = 'fieldgrade-outbox';

/** The tag of the background sync, and the name of the lock round a drain. */
export const outboxName = 'fieldgrade-outbox';

/** Tells the other tabs that something in the outbox has changed. */
export function announceOutbox(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage('changed');
  channel.close();
}

/** Calls back when another tab or the service worker has changed the outbox; returns its undo. */
export function onOutboxElsewhere(listener: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = () => listener();
  return () => channel.close();
}

/** A registration with Background Sync (WICG), where the browser has it; TypeScript does not know it. */
interface SyncRegistration {
  readonly sync?: { register(tag: string): Promise<void> };
}

/** Asks the browser to wake the service worker when there is a network, also with no tab open. A bonus: it may say no. */
export async function askForBackgroundSync(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = (await navigator.serviceWorker.getRegistration()) as SyncRegistration | undefined;
  try {
    await registration?.sync?.register(outboxName);
  } catch {
    // Not allowed, or no worker is active yet: the page drains by itself.
  }
}

/** Whether the browser can send with no tab open. */
export function hasBackgroundSync(): boolean {
  return 'serviceWorker' in navigator && 'SyncManager' in globalThis;
}
