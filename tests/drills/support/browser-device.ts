/** A real Chromium with the built app, whose tabs and processes can be killed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import sharp from 'sharp';
import { baselineWebAssembly, chromiumLaunch } from '../../support/chromium';
import { until } from '../../support/until';
import type { Ledger } from './ledger';
import { readDatabase, readPageBlob } from './page-database';
import { stopInPage } from './stop-in-page';

/** Settings of a browser. */
export interface BrowserPlan {
  /** The app's address: that of the proxy in front of the server. */
  readonly url: string;
  readonly ledger: Ledger;
  /** Instead of a fresh folder; it is not removed. */
  readonly profileDir?: string;
  /** For drills with many pictures: slower to load, faster afterwards. */
  readonly hasFastWebAssembly?: boolean;
}

/** The browser of one device. */
export class BrowserDevice {
  readonly context: BrowserContext;
  readonly #plan: BrowserPlan;
  readonly #profileDir: string;
  readonly #noted = new Set<string>();

  static async open(plan: BrowserPlan): Promise<BrowserDevice> {
    const profileDir = plan.profileDir ?? (await mkdtemp(join(tmpdir(), 'fieldgrade-browser-')));
    const flags = plan.hasFastWebAssembly === true ? [] : baselineWebAssembly;
    const options = { ...chromiumLaunch(flags), baseURL: plan.url };
    const context = await chromium.launchPersistentContext(profileDir, options);
    await context.addInitScript(stopInPage);
    return new BrowserDevice(plan, profileDir, context);
  }

  private constructor(plan: BrowserPlan, profileDir: string, context: BrowserContext) {
    this.#plan = plan;
    this.#profileDir = profileDir;
    this.context = context;
  }

  async newTab(path = '/'): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(path);
    return page;
  }

  /** Records every waiting change in the ledger, with the bytes of its blobs. */
  async note(page: Page): Promise<void> {
    const { outbox } = await readDatabase(page);
    for (const { changeId, text } of outbox.filter((row) => !this.#noted.has(row.changeId))) {
      await this.noteText(page, changeId, text);
    }
  }

  async noteText(page: Page, changeId: string, text: string): Promise<void> {
    if (this.#noted.has(changeId)) return;
    const { blobs } = JSON.parse(text) as { readonly blobs: readonly { readonly sha256: string }[] };
    const bytes: Uint8Array[] = [];
    for (const { sha256 } of blobs) bytes.push(Buffer.from((await readPageBlob(page, sha256)) ?? '', 'base64'));
    this.#plan.ledger.note(changeId, text, bytes);
    this.#noted.add(changeId);
  }

  /** SIGKILL to every renderer process (tabs and service worker). The browser stays. */
  async killTabs(): Promise<void> {
    for (const id of await this.#processIds('renderer')) process.kill(id, 'SIGKILL');
    await Promise.all(this.context.pages().map((page) => page.close()));
  }

  /** SIGKILL to the whole browser, as on a phone that is short of memory or loses power. */
  async killBrowser(): Promise<void> {
    const ended = new Promise((resolve) => this.context.once('close', resolve));
    for (const id of await this.#processIds('browser')) process.kill(id, 'SIGKILL');
    await ended;
  }

  async #processIds(wanted: 'browser' | 'renderer'): Promise<readonly number[]> {
    const session = await this.context.browser()?.newBrowserCDPSession();
    const found = await session?.send('SystemInfo.getProcessInfo');
    await session?.detach();
    return (found?.processInfo ?? []).filter(({ type }) => type === wanted).map(({ id }) => id);
  }

  async close(): Promise<void> {
    await this.context.close();
    if (this.#plan.profileDir === undefined) await removeProfile(this.#profileDir);
  }
}

/** Removes a profile, with retries: processes of a browser that has just ended may still write there. */
export function removeProfile(dir: string): Promise<void> {
  return rm(dir, { recursive: true, force: true, maxRetries: 20 });
}

/** A screen that sends the outbox and does not load a pack, which takes seconds. */
export const pathWithoutPack = '/history';

/** Downloads the rubber pack if needed, and waits until pictures can be given. */
export async function makeReady(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Rubber sheet' }).click();
  const download = page.getByRole('button', { name: /^Download/ });
  const ready = page.getByText('Rubber sheet is ready.');
  await download.or(ready).first().waitFor();
  if (await download.isVisible()) await download.click();
  await ready.waitFor({ timeout: 90_000 });
}

/** Shows the screen for adding pictures without loading the app again: the pack stays in memory. */
export function showInspect(page: Page): Promise<void> {
  return page.getByRole('navigation').getByRole('link', { name: 'Inspect', exact: true }).click();
}

/** Registers the device. */
export async function registerInPage(page: Page): Promise<void> {
  const failed: string[] = [];
  page.on('requestfailed', (request) =>
    failed.push(`${request.url()}: ${request.failure()?.errorText ?? 'no reason'}`),
  );
  await page.goto('/sending');
  await page.getByLabel('Name of this device').fill('Phone of the drill');
  await page.getByLabel('Place', { exact: true }).fill('Bantwal');
  await page.getByRole('button', { name: 'Register', exact: true }).click();
  const registered = page.getByRole('button', { name: 'Pause' });
  const refused = page.getByRole('main').getByRole('alert').first();
  // Longer than the app's own timeout, so that its message appears first.
  await registered.or(refused).first().waitFor({ timeout: 90_000 });
  if (!(await registered.isVisible())) {
    throw new Error([`not registered: ${await refused.innerText()}`, ...failed].join('\n'));
  }
}

let pictures = 0;

/** Gives the app a small, unique picture. */
export async function givePicture(page: Page): Promise<void> {
  pictures += 1;
  const shade = { r: (pictures * 37) % 256, g: (pictures * 101) % 256, b: 90 };
  const buffer = await sharp({ create: { width: 320, height: 240, channels: 3, background: shade } })
    .jpeg()
    .toBuffer();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose pictures' }).click(),
  ]);
  await chooser.setFiles([{ name: `picture-${pictures}.jpg`, mimeType: 'image/jpeg', buffer }]);
}

/** Makes the page count the steps of saving and sending from now on, and block for `holdMs` at `step`. See `stop-in-page.ts`. */
export function haltPageAt(page: Page, step: number, holdMs: number): Promise<void> {
  return page.evaluate(
    ([at, hold]) => {
      (Reflect.get(globalThis, 'drillHaltAt') as (step: number, holdMs: number) => void)(at, hold);
    },
    [step, holdMs] as const,
  );
}

/** Gives a picture and waits until its result is shown. */
export async function inspectOne(page: Page): Promise<void> {
  await givePicture(page);
  await page.waitForURL(/\/inspection\//, { timeout: 60_000 });
  await page.getByRole('heading', { name: 'Picture', level: 2 }).waitFor();
}

/** Starts sending and waits until the outbox is empty. */
export async function waitUntilSent(page: Page): Promise<void> {
  await until(
    'the browser has an empty queue',
    async () => {
      await page.evaluate(() => dispatchEvent(new Event('online')));
      return (await readDatabase(page)).outbox.length === 0 ? true : undefined;
    },
    { limitMs: 90_000, everyMs: 200 },
  );
}
