/** The built app without a network: what the service worker caches, and which requests it does not answer. */
import { expect, test, type BrowserContext, type Page } from '@playwright/test';

/** Opens the built app and waits until its service worker controls the page and has cached everything. */
async function firstVisit(page: Page, appUrl: string): Promise<void> {
  await page.goto(appUrl);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller !== null) return;
    await new Promise((resolve) => {
      navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
    });
  });
}

function appUrlOf(metadata: Readonly<Record<string, unknown>>): string {
  return String(metadata['appUrl']);
}

async function statusAndType(page: Page, path: string): Promise<readonly [number, string | null] | 'no answer'> {
  return page.evaluate(async (asked) => {
    try {
      const response = await fetch(asked);
      return [response.status, response.headers.get('content-type')] as const;
    } catch {
      return 'no answer' as const;
    }
  }, path);
}

async function cachedPaths(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return keys.flat().map((request) => new URL(request.url).pathname);
  });
}

async function goOffline(context: BrowserContext): Promise<void> {
  await context.setOffline(true);
}

test('OFF-9 after the first visit every page of the app opens without a network', async ({ page, context }, {
  config,
}) => {
  const appUrl = appUrlOf(config.metadata);
  await firstVisit(page, appUrl);
  await goOffline(context);
  for (const path of ['', 'history', 'settings']) {
    const response = await page.goto(`${appUrl}${path}`);
    expect(response?.fromServiceWorker()).toBe(true);
    await expect(page.locator('#app > *').first()).toBeVisible();
  }
});

test('OFF-10 the worker and the plain WASM are cached, WebGPU and the packs are not', async ({ page }, { config }) => {
  await firstVisit(page, appUrlOf(config.metadata));
  const paths = await cachedPaths(page);
  expect(paths.some((path) => /inspector\.worker-.*\.js$/.test(path))).toBe(true);
  expect(paths.some((path) => /ort-wasm-simd-threaded-[^.]*\.wasm$/.test(path))).toBe(true);
  expect(paths.filter((path) => /webgpu|asyncify|jsep|^\/models\//.test(path))).toEqual([]);
});

test('OFF-11 a missing pack file is never answered with a page, with or without a network', async ({ page, context }, {
  config,
}) => {
  await firstVisit(page, appUrlOf(config.metadata));
  expect(await statusAndType(page, '/models/none/pack.json')).toEqual([404, 'text/plain; charset=UTF-8']);
  await goOffline(context);
  expect(await statusAndType(page, '/models/none/pack.json')).toBe('no answer');
  expect(await statusAndType(page, '/models/index.json')).toBe('no answer');
});

test('OFF-12 the service worker answers GET requests only', async ({ page, context }, { config }) => {
  await firstVisit(page, appUrlOf(config.metadata));
  const fromWorker: string[] = [];
  context.on('response', (response) => {
    if (response.fromServiceWorker() && response.request().method() !== 'GET') fromWorker.push(response.url());
  });
  const answered = page.waitForResponse('**/api/anything');
  await page.evaluate(() => fetch('/api/anything', { method: 'POST', body: 'kept whole' }));
  await answered;
  expect(fromWorker).toEqual([]);
});
