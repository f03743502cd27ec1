/**
 * Browser contexts that tests share: the service worker is active and both packs are installed, so that a page with a pack costs a quarter
 * of what a first visit costs. Between tests everything else on the device is deleted.
 */
import type { Browser, BrowserContext, Page } from '@playwright/test';

/** Chromium starts one process for all pages of the app: `keepCompiled` then serves the pages of every test. */
export const oneProcessPerSite = '--process-per-site';

/** A document of the app's origin without the app in it. */
const plainPath = '/icons/icon.svg';

/** Stores of the database that tests share. */
const sharedStores = ['packs', 'packFiles'];

interface PreparedContext {
  readonly context: BrowserContext;
  /** The plain page. It stays open. */
  readonly keeper: Page;
  readonly packIds: string;
  /** False once a test has added something that cannot be removed from a context. */
  isReusable: boolean;
}

/** One context for each combination of options that tests use. */
export class PreparedContexts {
  readonly #byOptions = new Map<string, PreparedContext>();

  /** The context with `options`, which are those of the test: `browser.newContext()` takes them from it. */
  async take(
    browser: Browser,
    options: string,
    install: (page: Page) => Promise<void>,
  ): Promise<{ readonly context: BrowserContext; readonly giveBack: () => Promise<void> }> {
    const prepared = this.#byOptions.get(options) ?? (await prepare(browser, install));
    this.#byOptions.set(options, prepared);
    return {
      context: prepared.context,
      giveBack: async () => {
        const isClean = await reset(prepared).catch(() => false);
        if (isClean) return;
        this.#byOptions.delete(options);
        await prepared.context.close();
      },
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#byOptions.values()].map(({ context }) => context.close()));
  }
}

async function prepare(browser: Browser, install: (page: Page) => Promise<void>): Promise<PreparedContext> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const runtime = page.waitForRequest(/\.wasm$/);
  await install(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const keeper = await context.newPage();
  await keeper.goto(plainPath);
  await keepCompiled(keeper, (await runtime).url());
  await page.close();
  const prepared = { context, keeper, packIds: await emptyDevice(keeper), isReusable: true };
  watchTraces(prepared);
  return prepared;
}

/** Chromium shares a compiled module between pages of one process as long as one of them holds it. Compiling takes a second. */
async function keepCompiled(page: Page, url: string): Promise<void> {
  await page.evaluate(async (address) => {
    Reflect.set(globalThis, 'keptModule', await WebAssembly.compileStreaming(fetch(address)));
  }, url);
}

/** Init scripts and bindings cannot be removed: such a context is not used again. */
function watchTraces(prepared: PreparedContext): void {
  const { context } = prepared;
  for (const name of ['addInitScript', 'exposeBinding', 'exposeFunction', 'addCookies'] as const) {
    const call = context[name].bind(context) as (...args: unknown[]) => Promise<void>;
    Reflect.set(context, name, (...args: unknown[]) => {
      prepared.isReusable = false;
      return call(...args);
    });
  }
}

/** Brings the context back to its first state. False where it cannot be used again. */
async function reset({ context, keeper, packIds, isReusable }: PreparedContext): Promise<boolean> {
  if (!isReusable) return false;
  context.removeAllListeners('request');
  const opened = context.pages().filter((page) => page !== keeper);
  await Promise.all(opened.map((page) => page.close()));
  await context.unrouteAll({ behavior: 'ignoreErrors' });
  await context.setOffline(false);
  await context.clearPermissions();
  return (await emptyDevice(keeper)) === packIds;
}

/** Deletes everything that is stored on the device but the packs. Returns their ids and the version of the database. */
function emptyDevice(keeper: Page): Promise<string> {
  return keeper.evaluate(async (kept) => {
    localStorage.clear();
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(String(request.error)));
      });
    const database = await settled(indexedDB.open('fieldgrade'));
    const names = [...database.objectStoreNames].filter((name) => !kept.includes(name));
    const transaction = database.transaction(names, 'readwrite');
    for (const name of names) transaction.objectStore(name).clear();
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(new Error(String(transaction.error)));
    });
    const packIds = await settled(database.transaction('packs').objectStore('packs').getAllKeys());
    const { version } = database;
    database.close();
    return JSON.stringify([version, packIds]);
  }, sharedStores);
}
