/** New versions of the app, as a port: `app/main.tsx` joins it with the service worker. */

/** Tells when a new version waits, and loads it. */
export interface AppUpdate {
  /** Calls back once a new version waits; returns its undo. */
  onReady(listener: () => void): () => void;
  /** Lets the new version take over and reloads the page. */
  load(): void;
}
