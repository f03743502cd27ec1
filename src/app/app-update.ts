import { Workbox } from 'workbox-window';

const hourMs = 3_600_000;

/** Reports new versions of the app and activates them. */
export interface AppUpdate {
  /** Calls back once a new version is ready; returns the function that ends this. */
  readonly onReady: (listener: () => void) => () => void;
  /** Activates the new version and reloads the page. */
  readonly load: () => void;
}

/** Registers the service worker of the built app and checks for new versions every hour. In development there is none. */
export function watchForUpdates(): AppUpdate {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return { onReady: () => () => undefined, load: reload };
  const workbox = new Workbox(`${import.meta.env.BASE_URL}service-worker.js`);
  let isWaiting = false;
  workbox.addEventListener('waiting', () => (isWaiting = true));
  void workbox.register();
  setInterval(() => void checkForUpdate(workbox), hourMs);
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

async function checkForUpdate(workbox: Workbox): Promise<void> {
  try {
    await workbox.update();
  } catch {
    // No connection: the next check is in an hour.
  }
}
