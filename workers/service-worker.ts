/**
 * Keeps the app shell, the inspector worker and the plain WASM for use without a network. Answers GET only: WebKit has sent
 * empty bodies where a service worker touched a POST (enketo PR #1584). Packs are not its business: the page verifies
 * and stores them. Sending is: `background-sync.ts` drains the outbox when the browser wakes us. A new version waits until the page says otherwise (workbox #1995).
 */
import { clientsClaim, setCacheNameDetails } from 'workbox-core';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import { backgroundSyncTag, sendInBackground } from './background-sync';

declare const self: ServiceWorkerGlobalScope;

/** Version and commit of this build; filled in by `vite.config.ts`. */
declare const __APP_BUILD__: string;

const lazyCacheName = `fieldgrade-lazy-${__APP_BUILD__}`;

/** Addresses that are never answered with the app's own page. */
const notPages = [
  /^\/models\//,
  /^\/assets\//,
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

self.addEventListener('message', (event) => {
  if (isTakeOver(event.data)) void self.skipWaiting();
});
self.addEventListener('activate', (event) => event.waitUntil(dropOldLazyCaches()));
clientsClaim();

self.addEventListener('sync', (event) => {
  if (isOutboxSync(event)) event.waitUntil(sendInBackground());
});

/** Background Sync (WICG) is unknown to TypeScript: an extendable event with a tag. */
function isOutboxSync(event: Event): event is ExtendableEvent {
  return event instanceof ExtendableEvent && 'tag' in event && event.tag === backgroundSyncTag;
}

/** What `workbox-window` sends from `messageSkipWaiting()`. */
function isTakeOver(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'SKIP_WAITING';
}

async function dropOldLazyCaches(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('fieldgrade-lazy-') && name !== lazyCacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
}
