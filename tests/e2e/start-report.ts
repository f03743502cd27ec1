/** Which step of the start of the app has not ended. For the output of a test that failed on a page without the app. */
import type { BrowserContext, Page } from '@playwright/test';

const probeMs = 3_000;

/** One text for each page of `context` that shows the start page of `index.html` or nothing. Empty where the app has started everywhere. */
export async function reportStarts(context: BrowserContext): Promise<readonly string[]> {
  const reports = await Promise.all(context.pages().map(reportStart));
  return reports.filter((report) => report !== undefined);
}

async function reportStart(page: Page): Promise<string | undefined> {
  const found = await within(2 * probeMs, page.evaluate(describeStart, probeMs)).catch(String);
  return found === undefined ? undefined : `${page.url()} has not started: ${JSON.stringify(found, undefined, 1)}`;
}

function within<Value>(limitMs: number, work: Promise<Value>): Promise<Value | string> {
  const late = new Promise<string>((resolve) => {
    setTimeout(() => resolve(`the page did not answer for ${limitMs} ms`), limitMs);
  });
  return Promise.race([work, late]);
}

/** Runs in the page. Undefined where the app is there, and on pages without it. */
async function describeStart(limitMs: number) {
  const app = document.getElementById('app');
  if (app?.querySelector('.shell') !== null) return undefined;
  const isAnswered = (ask: (done: () => void) => void): Promise<boolean> =>
    Promise.race([
      new Promise<boolean>((resolve) => ask(() => resolve(true))),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(false), limitMs)),
    ]);
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  const styles = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet], link[rel=modulepreload]')];
  const named = [...[...document.scripts].map(({ src }) => src), ...styles.map(({ href }) => href)];
  const [navigation] = performance.getEntriesByType('navigation');
  const probes = {
    message: (done: () => void) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(undefined);
    },
    frame: (done: () => void) => void requestAnimationFrame(done),
    locks: (done: () => void) => void navigator.locks.query().then(done),
    database: (done: () => void) => {
      const request = indexedDB.open('fieldgrade');
      request.onupgradeneeded = () => request.transaction?.abort();
      request.onerror = done;
      request.onsuccess = () => {
        request.result.close();
        done();
      };
    },
    worker: (done: () => void) => void fetch('/index.html').then(done),
  };
  const answers = Object.entries(probes).map(async ([name, ask]) => [name, await isAnswered(ask)] as const);
  return {
    readyState: document.readyState,
    visibility: document.visibilityState,
    content: app.innerHTML.slice(0, 300),
    marks: performance.getEntriesByType('mark').map(({ name, startTime }) => `${name} ${Math.round(startTime)}`),
    notLoaded: named.filter((url) => !loaded.includes(url)),
    navigation: navigation?.toJSON() as unknown,
    serviceWorker: 'serviceWorker' in navigator ? navigator.serviceWorker.controller?.state : 'none',
    answers: Object.fromEntries(await Promise.all(answers)),
  };
}
