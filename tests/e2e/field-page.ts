/** Steps of a user that several end-to-end tests share. */
import { readFileSync } from 'node:fs';
import { test as base, expect, type BrowserContext, type Page, type WebError } from '@playwright/test';
import { PreparedContexts, startAfter, type Device, type Steps } from './prepared-contexts';
import { reportStarts } from './start-report';

/** How a browser is prepared for tests with the same visit. */
const devices = {
  later: { install: installPacks, hasServiceWorker: true },
  'without-packs': { install: openFirstScreen, hasServiceWorker: true },
  'without-service-worker': { install: installPacks, hasServiceWorker: false },
} as const satisfies Readonly<Record<string, Device>>;

/**
 * `first`: the browser has never seen the app. `later`: the app and both packs are installed, and nothing else is stored. `without-packs`:
 * only the app is installed. `without-service-worker`: like `later` in a browser without service workers, where `page.route` sees every
 * request: it does not see those of a service worker.
 */
type Visit = 'first' | keyof typeof devices;

interface FieldOptions {
  readonly visit: Visit;
  readonly watch: undefined;
}

/**
 * The page of a test comes from a device that has the packs; `test.use({ visit: 'first' })` gives one that has never seen the app, which costs
 * four times as much. Every test also checks that no request goes to another origin (SCR-31) and that no error is thrown in the page.
 */
export const test = base.extend<FieldOptions, { readonly preparedContexts: PreparedContexts }>({
  visit: ['later', { option: true }],
  preparedContexts: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from the pattern; this one has none.
    async ({}, use) => {
      const contexts = new PreparedContexts();
      await use(contexts);
      await contexts.close();
    },
    { scope: 'worker' },
  ],
  context: async (
    { context, visit, preparedContexts, browser, baseURL, viewport, locale, colorScheme, contextOptions },
    use,
  ) => {
    if (visit === 'first') return use(context);
    const options = JSON.stringify([visit, baseURL, viewport, locale, colorScheme, contextOptions]);
    const taken = await preparedContexts.take(browser, options, devices[visit]);
    await use(taken.context);
    await taken.giveBack();
  },
  watch: [
    async ({ context, baseURL }, use, testInfo) => {
      const otherOrigins = watchOrigins(context, baseURL ?? '');
      const thrown: string[] = [];
      const note = (error: WebError): number => thrown.push(String(error.error()));
      context.on('weberror', note);
      await use(undefined);
      context.off('weberror', note);
      // Printed, so that it is found in the log of a run whose results are gone.
      if (testInfo.status !== testInfo.expectedStatus) console.error(...(await reportStarts(context)));
      expect(otherOrigins, 'requests to other origins').toEqual([]);
      expect(thrown, 'errors thrown in the page').toEqual([]);
    },
    { auto: true },
  ],
});

async function openFirstScreen(page: Page): Promise<void> {
  await page.goto('/');
  await expect(page.getByRole('radio').first()).toBeVisible();
}

async function installPacks(page: Page): Promise<void> {
  await openWithPack(page, 'thermal');
  await openWithPack(page, 'rubber');
}

export { expect };

/** The tag of tests whose subject does not depend on the size of the screen: they run on the phone only. */
export const anySize = '@any-size';

/** Collects the addresses of requests to other origins than `origin`. */
function watchOrigins(context: BrowserContext, origin: string): readonly string[] {
  const own = new URL(origin).origin;
  const otherOrigins: string[] = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== own) otherOrigins.push(request.url());
  });
  return otherOrigins;
}

/** The two packs: title on the card, folder, and a sample picture. */
export const packs = {
  rubber: { title: 'Rubber sheet', folder: 'models/rubber-sheet', sample: 'rubber-1.jpg' },
  thermal: { title: 'Transformer (thermal)', folder: 'models/transformer-thermal', sample: 'thermal-1.jpg' },
} as const;

/** The name of a pack in `packs`. */
export type PackName = keyof typeof packs;

/** Opens the first screen, chooses a pack, and downloads it if needed. */
export async function openWithPack(page: Page, name: PackName): Promise<void> {
  await openPack(page, packs[name].title);
}

/** The same, with the title on the pack's card. */
export async function openPack(page: Page, title: string): Promise<void> {
  await openPlace(page, 'Inspect', '/');
  await page.getByRole('radio', { name: title }).click();
  const download = page.getByRole('button', { name: /^Download/ });
  const choose = page.getByRole('button', { name: 'Choose pictures' });
  await download.or(choose).waitFor();
  if (await download.isVisible()) await download.click();
  await page.getByText(`${title} is ready.`).waitFor({ timeout: 60_000 });
}

/** Taps the first built-in sample and waits for its result. */
export async function inspectSample(page: Page, which: 'first' | 'last' = 'first'): Promise<void> {
  const samples = page.getByRole('region', { name: /sample/ }).getByRole('button');
  await samples[which]().click();
  await expectResult(page);
}

/** The steps to the result of the first and of the last built-in sample of each pack. */
const sampleResults = { thermal: resultsOf('thermal'), rubber: resultsOf('rubber') } as const;

function resultsOf(pack: PackName): Readonly<Record<'first' | 'last', Steps<void>>> {
  const inspect = (which: 'first' | 'last') => async (page: Page) => {
    await openWithPack(page, pack);
    await inspectSample(page, which);
  };
  return { first: inspect('first'), last: inspect('last') };
}

/** Opens the result of a built-in sample, which may have been inspected before: for tests of what comes after the inspection. */
export async function openResult(page: Page, pack: PackName, which: 'first' | 'last' = 'first'): Promise<void> {
  await startAfter(page, sampleResults[pack][which]);
  await expectResult(page);
}

/** Opens the history with three pictures, the newest first: `three.jpg`, `two.jpg` and `one.jpg`. */
export async function openThree(page: Page): Promise<void> {
  await startAfter(page, inspectThree);
  await expect(rows(page)).toHaveCount(3);
}

async function inspectThree(page: Page): Promise<void> {
  await openWithPack(page, 'thermal');
  await choose(page, [
    sampleCopy('thermal-1.jpg', 'one.jpg'),
    sampleCopy('thermal-2.jpg', 'two.jpg'),
    sampleCopy('thermal-2.jpg', 'three.jpg'),
  ]);
  await expect(page.getByText('3 of 3 done').first()).toBeVisible({ timeout: 60_000 });
  await goTo(page, 'History');
  await expect(rows(page)).toHaveCount(3);
}

/** Waits until a result is shown with its picture drawn. `waitFor`, because `expect` describes the whole page each time that it looks in vain. */
export async function expectResult(page: Page): Promise<void> {
  await page.waitForURL(/\/inspection\//, { timeout: 60_000, waitUntil: 'commit' });
  await page.getByRole('heading', { name: 'Picture', level: 2, exact: true }).waitFor();
  await expect(page.getByText('Drawing…')).toHaveCount(0);
}

/** Gives files to the chooser, as a user does. */
export async function choose(page: Page, files: readonly TestFile[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose pictures' }).click(),
  ]);
  await chooser.setFiles(files.map(({ name, mimeType, bytes }) => ({ name, mimeType, buffer: bytes })));
}

/** A file to give to the app. */
export interface TestFile {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
}

/** A built-in sample under any name. */
export function sampleFile(sample: string, name = sample): TestFile {
  return { name, mimeType: 'image/jpeg', bytes: readFileSync(`public/samples/${sample}`) };
}

/** The same picture as another file: a comment makes its bytes differ. */
export function sampleCopy(sample: string, name: string): TestFile {
  const { bytes, ...rest } = sampleFile(sample, name);
  const comment = Buffer.from(name, 'latin1');
  const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
  // JPEG begins with a marker of two bytes; a comment segment may follow it.
  return { ...rest, bytes: Buffer.concat([bytes.subarray(0, 2), head, comment, bytes.subarray(2)]) };
}

/** A truncated JPEG. */
export function truncatedFile(name: string): TestFile {
  const { bytes, ...rest } = sampleFile('thermal-1.jpg', name);
  return { ...rest, bytes: bytes.subarray(0, Math.floor(bytes.length / 3)) };
}

/** Files that are no pictures. */
export const textFile: TestFile = { name: 'notes.txt', mimeType: 'text/plain', bytes: Buffer.from('hello') };
export const emptyFile: TestFile = { name: 'empty.jpg', mimeType: 'image/jpeg', bytes: Buffer.alloc(0) };

/** Drops files and folders of this machine on the middle of the page, as the operating system does. */
export async function dropPaths(page: Page, paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const { width, height } = page.viewportSize() ?? { width: 200, height: 200 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data });
  }
  await session.detach();
}

/** Drops files on the page or pastes them, by dispatching the browser's events. */
export async function give(page: Page, how: 'drop' | 'paste', files: readonly TestFile[]): Promise<void> {
  const plain = files.map(({ name, mimeType, bytes }) => ({ name, mimeType, base64: bytes.toString('base64') }));
  await page.evaluate(
    ([kind, given]) => {
      const transfer = new DataTransfer();
      for (const { name, mimeType, base64 } of given) {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name, { type: mimeType }));
      }
      const options = { bubbles: true, cancelable: true };
      if (kind === 'paste') {
        document.body.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: transfer }));
      } else {
        document.body.dispatchEvent(new DragEvent('dragover', { ...options, dataTransfer: transfer }));
        document.body.dispatchEvent(new DragEvent('drop', { ...options, dataTransfer: transfer }));
      }
    },
    [how, plain] as const,
  );
}

type Place = 'Inspect' | 'History' | 'Jobs' | 'Sync' | 'Settings';

/** Opens a screen. An open app is not loaded again, which would cost as much as inspecting a picture. */
export async function openPlace(page: Page, place: Place, path: string): Promise<void> {
  await ((await linkTo(page, place).isVisible()) ? goTo(page, place) : page.goto(path));
}

function linkTo(page: Page, place: Place) {
  return page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: place });
}

/** Opens another screen through the navigation. */
export async function goTo(page: Page, place: Place): Promise<void> {
  await linkTo(page, place).click();
  await page.getByRole('heading', { name: place, level: 1 }).waitFor();
}

/** The rows of the history or of the queue; the cards of the grid. */
export function rows(page: Page) {
  return page.getByRole('main').locator('.picture-row, .picture-card');
}
