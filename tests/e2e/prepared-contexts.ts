/**
 * Browser contexts that tests share: the app is installed as `Device` says, so that a page with a pack costs a quarter of what a first
 * visit costs. Between tests everything else in the browser is deleted.
 */
import type { Browser, BrowserContext, Page } from '@playwright/test';

/** A document of the app's origin without the app in it. */
const plainPath = '/icons/icon.svg';

/** The name of the state before each test. */
const installed = 'installed';

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

/** What a user does before the subject of a test begins. */
export type Steps<Value> = (page: Page) => Promise<Value>;

/** What is stored after steps is kept in the plain page. */
interface KeptState<Value> {
  readonly name: string;
  /** Where the steps ended. */
  readonly address: string;
  readonly value: Value;
}

interface PreparedContext {
  readonly context: BrowserContext;
  /** The plain page. It stays open. */
  readonly keeper: Page;
  readonly databaseVersion: number;
  readonly runtime: Runtime;
  /** What steps have left, by the steps. */
  readonly states: Map<Steps<unknown>, KeptState<unknown>>;
  /** False once a test has added something that cannot be removed from a context. */
  isReusable: boolean;
}

const preparedContexts = new WeakMap<BrowserContext, PreparedContext>();

/**
 * Brings the device to the state that `steps` leave, opens the screen on which they end, and returns what they return. They are done for the
 * first test that asks for them; later, what they stored is written again. For everything that comes before the subject of a test.
 */
export async function startAfter<Value>(page: Page, steps: Steps<Value>): Promise<Value> {
  const prepared = preparedContexts.get(page.context());
  if (prepared === undefined) throw new Error('only a prepared device keeps the state that steps leave');
  const { name, address, value } =
    (prepared.states.get(steps) as KeptState<Value> | undefined) ?? (await keep(prepared, page, steps));
  await prepared.keeper.evaluate(switchState, { to: name });
  await page.goto(address);
  return value;
}

async function keep<Value>(prepared: PreparedContext, page: Page, steps: Steps<Value>): Promise<KeptState<Value>> {
  const value = await steps(page);
  const state = { name: `state ${prepared.states.size}`, address: page.url(), value };
  // The app has ended its writing when its page is gone.
  await page.goto(plainPath);
  await prepared.keeper.evaluate(switchState, { keepAs: state.name });
  prepared.states.set(steps, state);
  return state;
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
  await keeper.evaluate(switchState, { keepAs: installed, stores: ['packs', 'packFiles'] });
  const databaseVersion = await keeper.evaluate(switchState, { to: installed });
  const prepared = { context, keeper, databaseVersion, runtime, states: new Map(), isReusable: true };
  preparedContexts.set(context, prepared);
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
  return (await keeper.evaluate(switchState, { to: installed })) === databaseVersion;
}

/** What `switchState` does. */
type Switch = { readonly keepAs: string; readonly stores?: string[] } | { readonly to: string };

/**
 * Runs in the plain page: keeps what is stored (in all stores, or in the named ones) under a name, or brings back what was kept. Returns the
 * version of the database.
 */
async function switchState(wanted: Switch): Promise<number> {
  type Row = Readonly<Record<string, unknown>>;
  interface State {
    readonly rows: ReadonlyMap<string, readonly Row[]>;
    readonly items: readonly (readonly [string, unknown])[];
  }
  const settled = <Value>(request: IDBRequest): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result as Value);
      request.onerror = () => reject(new Error(String(request.error)));
    });
  const states = (Reflect.get(globalThis, 'keptStates') ?? new Map()) as Map<string, State>;
  Reflect.set(globalThis, 'keptStates', states);
  const database = await settled<IDBDatabase>(indexedDB.open('fieldgrade'));
  const names = [...database.objectStoreNames];
  const transaction = database.transaction(names, 'readwrite');
  const ended = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(new Error(String(transaction.error)));
  });
  const keep = async (name: string, stores = names, items: State['items'] = []): Promise<void> => {
    const found = stores.map(
      async (store) => [store, await settled<readonly Row[]>(transaction.objectStore(store).getAll())] as const,
    );
    states.set(name, { rows: new Map(await Promise.all(found)), items });
  };
  const bringBack = async ({ rows, items }: State): Promise<void> => {
    localStorage.clear();
    for (const [key, value] of items) localStorage.setItem(key, String(value));
    for (const store of names.filter((name) => name !== 'packFiles')) {
      transaction.objectStore(store).clear();
      for (const row of rows.get(store) ?? []) transaction.objectStore(store).put(row);
    }
    // The files of packs are large: those that are there stay.
    const files = transaction.objectStore('packFiles');
    const keys = new Set(await settled<readonly unknown[]>(files.getAllKeys()));
    for (const row of rows.get('packFiles') ?? []) if (!keys.delete(row['sha256'])) files.put(row);
    for (const key of keys) files.delete(key as string);
  };
  const kept = 'to' in wanted ? states.get(wanted.to) : undefined;
  if (kept !== undefined) await bringBack(kept);
  else if ('keepAs' in wanted)
    await keep(wanted.keepAs, wanted.stores, wanted.stores ? [] : Object.entries(localStorage));
  else throw new Error(`no state ${wanted.to}`);
  await ended;
  const { version } = database;
  database.close();
  return version;
}
