/**
 * Caches the app shell, the inspector worker and the plain WASM for use without a network. Handles only GET: WebKit sent
 * empty bodies where a service worker handled a POST (enketo PR #1584). The page verifies and stores packs itself. On a
 * sync event `background-sync.ts` drains the outbox. A new version waits until the page activates it (workbox #1995).
 */
import { cacheNames, clientsClaim, setCacheNameDetails } from 'workbox-core';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import { backgroundSyncTag, drainInBackground } from './background-sync';
import { addStaticRoutes } from './static-routes';

declare const self: ServiceWorkerGlobalScope;

/** Version and commit of this build; filled in by `vite.config.ts`. */
declare const __APP_BUILD__: string;

const lazyCacheName = `fieldgrade-lazy-${__APP_BUILD__}`;

/** Paths for which a navigation never gets the app's page. */
const notPages = [
  /^\/models\//,
  // The built files; `/assets` and `/assets/<id>` are pages.
  /^\/assets\/.*\./,
  /^\/icons\//,
  /^\/samples\//,
  /^\/api\//,
  /^\/outputs\//,
  /^\/office(\/|$)/,
  /^\/health$/,
];

setCacheNameDetails({ prefix: 'fieldgrade' });
precacheAndRoute(self.__WB_MANIFEST);
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: notPages }));
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/assets/'),
  new CacheFirst({ cacheName: lazyCacheName }),
);

self.addEventListener('install', (event) => {
  const patternOf = (pathname: string) => new URLPattern({ pathname });
  event.waitUntil(addStaticRoutes(event, { cacheName: cacheNames.precache, patternOf }));
});
self.addEventListener('message', (event) => {
  if (isSkipWaiting(event.data)) void self.skipWaiting();
});
self.addEventListener('activate', (event) => event.waitUntil(deleteOldLazyCaches()));
clientsClaim();

self.addEventListener('sync', (event) => {
  if (isOutboxSync(event)) event.waitUntil(drainInBackground());
});

/** TypeScript has no types for Background Sync (WICG): its event is an extendable event with a tag. */
function isOutboxSync(event: Event): event is ExtendableEvent {
  return event instanceof ExtendableEvent && 'tag' in event && event.tag === backgroundSyncTag;
}

/** The message that `workbox-window` sends from `messageSkipWaiting()`. */
function isSkipWaiting(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'SKIP_WAITING';
}

async function deleteOldLazyCaches(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('fieldgrade-lazy-') && name !== lazyCacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
}
