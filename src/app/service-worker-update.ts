import { Workbox } from 'workbox-window';
import type { AppUpdate } from './app-update';

const hourMs = 3_600_000;

/** Registers the service worker of the built app and watches for new versions. In development there is none. */
export function serviceWorkerUpdate(): AppUpdate {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return { onReady: () => () => undefined, load: reload };
  const workbox = new Workbox(`${import.meta.env.BASE_URL}service-worker.js`);
  let isWaiting = false;
  workbox.addEventListener('waiting', () => (isWaiting = true));
  void workbox.register();
  setInterval(() => void checkQuietly(workbox), hourMs);
  return {
    onReady: (listener) => {
      if (isWaiting) listener();
      workbox.addEventListener('waiting', listener);
      return () => workbox.removeEventListener('waiting', listener);
    },
    load: () => {
      workbox.addEventListener('controlling', reload);
      workbox.messageSkipWaiting();
    },
  };
}

function reload(): void {
  window.location.reload();
}

async function checkQuietly(workbox: Workbox): Promise<void> {
  try {
    await workbox.update();
  } catch {
    // No connection: the next hour will do.
  }
}
