/**
 * Browser contexts that tests share: the app is installed as `Device` says, so that a page with a pack costs a quarter of what a first
 * visit costs. Between tests everything else in the browser is deleted.
 */
import type { Browser, BrowserContext, Page } from '@playwright/test';

/** A document of the app's origin without the app in it. */
const plainPath = '/icons/icon.svg';

/** What a browser has before its first test. */
export interface Device {
  readonly install: (page: Page) => Promise<void>;
  readonly hasServiceWorker: boolean;
}

/** The compiled ONNX Runtime, once a page has asked for it. */
interface Runtime {
  address: string | undefined;
  isKept: boolean;
}

interface PreparedContext {
  readonly context: BrowserContext;
  /** The plain page. It stays open. */
  readonly keeper: Page;
  readonly databaseVersion: number;
  readonly runtime: Runtime;
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
    device: Device,
  ): Promise<{ readonly context: BrowserContext; readonly giveBack: () => Promise<void> }> {
    const prepared = this.#byOptions.get(options) ?? (await prepare(browser, device));
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

async function prepare(browser: Browser, device: Device): Promise<PreparedContext> {
  const context = await browser.newContext();
  if (!device.hasServiceWorker) await removeServiceWorker(context);
  const runtime = watchRuntime(context);
  const page = await context.newPage();
  await device.install(page);
  if (device.hasServiceWorker) await page.evaluate(() => navigator.serviceWorker.ready);
  const keeper = await context.newPage();
  await keeper.goto(plainPath);
  await keepRuntime(keeper, runtime);
  await page.close();
  const databaseVersion = await keeper.evaluate(emptyDevice);
  const prepared = { context, keeper, databaseVersion, runtime, isReusable: true };
  watchTraces(prepared);
  return prepared;
}

/** The app then works as in a browser without service workers. */
function removeServiceWorker(context: BrowserContext): Promise<unknown> {
  return context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
}

function watchRuntime(context: BrowserContext): Runtime {
  const runtime: Runtime = { address: undefined, isKept: false };
  context.on('response', (response) => {
    if (/\/ort-wasm[^/]*\.wasm$/.test(response.url())) runtime.address = response.url();
  });
  return runtime;
}

/** Chromium shares a compiled module between pages of one process as long as one of them holds it. Compiling takes a second. */
async function keepRuntime(keeper: Page, runtime: Runtime): Promise<void> {
  if (runtime.address === undefined || runtime.isKept) return;
  await keeper.context().setOffline(false);
  await keeper.evaluate(async (address) => {
    Reflect.set(globalThis, 'keptModule', await WebAssembly.compileStreaming(fetch(address)));
  }, runtime.address);
  runtime.isKept = true;
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
async function reset({ context, keeper, databaseVersion, runtime, isReusable }: PreparedContext): Promise<boolean> {
  if (!isReusable) return false;
  // While a page still holds the compiled module.
  await keepRuntime(keeper, runtime);
  context.removeAllListeners('request');
  const opened = context.pages().filter((page) => page !== keeper);
  await Promise.all(opened.map((page) => page.close()));
  await context.unrouteAll({ behavior: 'ignoreErrors' });
  await context.setOffline(false);
  await context.clearPermissions();
  return (await keeper.evaluate(emptyDevice)) === databaseVersion;
}

/**
 * Runs in the plain page: deletes everything that is stored but the packs that were there at the first call, and restores those. Returns the
 * version of the database.
 */
async function emptyDevice(): Promise<number> {
  localStorage.clear();
  const settled = <Value>(request: IDBRequest): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result as Value);
      request.onerror = () => reject(new Error(String(request.error)));
    });
  const database = await settled<IDBDatabase>(indexedDB.open('fieldgrade'));
  const names = [...database.objectStoreNames];
  const transaction = database.transaction(names, 'readwrite');
  const ended = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(new Error(String(transaction.error)));
  });
  const packs = transaction.objectStore('packs');
  const files = transaction.objectStore('packFiles');
  interface Kept {
    readonly packs: readonly unknown[];
    readonly files: readonly { readonly sha256: string }[];
  }
  const first = Reflect.get(globalThis, 'keptPacks') as Kept | undefined;
  const kept = first ?? { packs: await settled(packs.getAll()), files: await settled(files.getAll()) };
  Reflect.set(globalThis, 'keptPacks', kept);
  for (const name of names) if (name !== 'packFiles') transaction.objectStore(name).clear();
  for (const row of kept.packs) packs.put(row);
  const keys = new Set(await settled<readonly string[]>(files.getAllKeys()));
  for (const row of kept.files) if (!keys.delete(row.sha256)) files.put(row);
  for (const key of keys) files.delete(key);
  await ended;
  const { version } = database;
  database.close();
  return version;
}
