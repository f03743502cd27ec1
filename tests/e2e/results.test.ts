import type { Locator, Page } from '@playwright/test';
import {
  anySize,
  choose,
  expect,
  goTo,
  inspectSample,
  openWithPack,
  rows,
  sampleCopy,
  sampleFile,
  test,
  openResult,
} from './field-page';

test('SCR-20 each view of the picture is drawn, by click and by arrow key', async ({ page }) => {
  await openResult(page, 'thermal');
  const drawn = new Map<string, string>();
  for (const view of ['Photo', 'Overlay', 'Boxes', 'Mask', 'Filtered']) {
    await page.getByRole('radio', { name: view }).click();
    await expect(page.getByRole('radio', { name: view })).toBeChecked();
    drawn.set(view, await pixels(page, view));
  }
  expect(drawn.get('Overlay')).not.toBe(drawn.get('Photo'));
  expect(drawn.get('Mask')).not.toBe(drawn.get('Photo'));
  await page.getByRole('radio', { name: 'Filtered' }).press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Photo' })).toBeChecked();
  expect(await pixels(page, 'Photo')).toBe(drawn.get('Photo'));
});

/** The canvas as a data URL, once the named view is drawn. */
async function pixels(page: Page, view: string): Promise<string> {
  const canvas = page.getByRole('img', { name: `${view}: ` });
  await expect(canvas).toBeVisible();
  return canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
}

test(
  'SCR-21 the result names its file, and the details show how it was produced',
  { tag: anySize },
  async ({ page }) => {
    await openWithPack(page, 'thermal');
    await inspectSample(page);
    await expect(page.locator('.page-head')).toContainText('thermal-1.jpg');
    await page.getByText('Details', { exact: true }).click();
    const details = page.locator('.more-facts', { hasText: 'Versions and hashes' });
    await expect(details).toContainText('thermal-1.jpg');
    await expect(details).toContainText('transformer-thermal 0.');
    await expect(details).toContainText('WebAssembly (processor)');
    await expect(details.getByText(/^[0-9a-f]{64}$/)).toHaveCount(3);
    await expect(details.locator('.fact', { hasText: 'Total time' })).toContainText(/\dm?s$/);
  },
);

test('SCR-22 deleting asks first, then the inspection is gone', async ({ page }) => {
  await openResult(page, 'thermal');
  const address = page.url();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Keep it' }).click();
  await expect(page).toHaveURL(address);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No inspections yet')).toBeVisible();
  await page.goto(address);
  await expect(page.getByText('This inspection is not on this device')).toBeVisible();
});

test('SCR-22 a screen opened while an inspection is being deleted stays', { tag: anySize }, async ({ page }) => {
  await openResult(page, 'thermal');
  await goTo(page, 'Sync');
  await expect(page.getByText('1 change waits to be sent')).toBeVisible();
  await page.goBack();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.evaluate(holdDatabase);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await goTo(page, 'Sync');
  await page.evaluate(() => document.dispatchEvent(new Event('test-release')));
  await expect(page.getByText('1 change waits to be sent')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Sync', level: 1 })).toBeVisible();
});

/** Runs in the page: keeps a transaction open over all stores, so that others wait, until the event `test-release`. */
async function holdDatabase(): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('fieldgrade');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(new Error('no database'));
  });
  let isHeld = true;
  document.addEventListener('test-release', () => (isHeld = false), { once: true });
  const transaction = database.transaction([...database.objectStoreNames], 'readwrite');
  transaction.oncomplete = () => database.close();
  const store = transaction.objectStore('outbox');
  await new Promise<void>((resolve) => {
    const next = (): void => {
      store.count().onsuccess = () => {
        resolve();
        if (isHeld) next();
      };
    };
    next();
  });
}

test('SCR-23 SCR-29 the history is newest first, can be filtered by pack, and is the same after Back', async ({
  page,
}) => {
  await page.goto('/history');
  await expect(page.getByText('No inspections yet')).toBeVisible();
  await page.getByRole('link', { name: 'Inspect a picture' }).click();
  await openWithPack(page, 'thermal');
  await page.setViewportSize({ width: 360, height: 400 });
  await choose(page, [
    sampleCopy('thermal-1.jpg', 'older.jpg'),
    ...['1.jpg', '2.jpg', '3.jpg'].map((name) => sampleCopy('thermal-2.jpg', name)),
    sampleCopy('thermal-2.jpg', 'newer.jpg'),
  ]);
  await expect(page.getByText('5 of 5 done').first()).toBeVisible({ timeout: 60_000 });
  await goTo(page, 'History');
  await expect(rows(page).nth(0)).toContainText('newer.jpg');
  await expect(rows(page).nth(4)).toContainText('older.jpg');
  const fourAlike = page.locator('.active-filters').getByRole('button', { name: /4$/ });
  await fourAlike.click();
  await expect(rows(page)).toHaveCount(4);
  await expect(page).toHaveURL(/severity=/);
  await fourAlike.click();
  await page.goto('/history?q=nowhere');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await expect(rows(page)).toHaveCount(5);
  await page.goto('/history?q=.JPG');
  await expect(rows(page)).toHaveCount(5);
  await rows(page).nth(4).scrollIntoViewIfNeeded();
  const scrolledPx = await page.evaluate(() => window.scrollY);
  expect(scrolledPx).toBeGreaterThan(100);
  // Without Playwright's click, which scrolls first.
  await rows(page)
    .nth(4)
    .getByRole('link')
    .evaluate((link: HTMLElement) => link.click());
  await expect(page).toHaveURL(/\/inspection\//);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
  await page.goBack();
  await expect(page).toHaveURL(/q=.JPG/);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(scrolledPx);
});

test('SCR-25 an unknown address shows a message and a link back', async ({ page }) => {
  await page.goto('/nowhere');
  await expect(page.getByText('The link may be old or mistyped.')).toBeVisible();
  await page.getByRole('link', { name: 'Inspect a picture' }).click();
  await expect(page.getByRole('heading', { name: 'Inspect', level: 1 })).toBeVisible();
});

test('SCR-38 marked regions name their most likely kind, and likely kinds are shown beside the score', async ({
  page,
}) => {
  await openWithPack(page, 'rubber');
  await inspectSample(page, 'last');
  const spots = page.locator('section', { has: page.getByRole('heading', { name: 'Unusual spots' }) });
  await expect(spots.getByText(/^Looks like: (.+(, | and ))?Bark specks \(\d+%\)/)).toBeVisible();
  await expect(page.getByText(/^Looks like Bark specks \(\d+%\) · \d+ × \d+ px at/).first()).toBeVisible();
});

test(
  'SCR-16 a thermal picture given to the rubber pack gets no grade and advice',
  { tag: anySize },
  async ({ page }) => {
    await openWithPack(page, 'rubber');
    await choose(page, [sampleFile('thermal-2.jpg')]);
    await expect(page).toHaveURL(/\/inspection\//, { timeout: 60_000 });
    const answer = page.getByRole('main').getByRole('status');
    await expect(answer).toContainText('No verdict');
    await expect(answer).toContainText('This does not look like a sheet.');
    await expect(page.getByRole('link', { name: 'Take another photo' })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Unusual spots' })).toHaveCount(0);
  },
);

test('SCR-27 SCR-28 the wheel enlarges the picture at the pointer, and regions have the same numbers in picture and list', async ({
  page,
}) => {
  await openResult(page, 'rubber', 'last');
  await page.getByRole('radio', { name: 'Boxes' }).click();
  const marks = page.locator('.picture-mark');
  const entries = page.getByRole('region', { name: 'Marked regions' }).getByRole('button', { name: /^Region \d+$/ });
  expect(await marks.allTextContents()).toEqual(
    (await entries.allTextContents()).map((text) => text.replace(/\D/g, '')),
  );

  const canvas = page.locator('.picture-frame').getByRole('img');
  await page.locator('.picture-frame').scrollIntoViewIfNeeded();
  const frame = await boxOf(page.locator('.picture-frame'));
  const at = { x: frame.x + 0.3 * frame.width, y: frame.y + 0.4 * frame.height };
  await page.mouse.move(at.x, at.y);
  await page.mouse.wheel(0, -300);
  await expect.poll(async () => (await boxOf(canvas)).width).toBeGreaterThan(frame.width * 1.2);
  const near = await boxOf(canvas);
  expect((at.x - near.x) / near.width).toBeCloseTo(0.3, 2);
  expect((at.y - near.y) / near.height).toBeCloseTo(0.4, 2);
  await page.locator('.picture-frame').press('0');
  await expect.poll(async () => (await boxOf(canvas)).width).toBeCloseTo(frame.width, 0);

  await entries.first().click();
  await expect(marks.first()).toHaveAttribute('aria-pressed', 'true');
  await expect(marks.first()).toBeInViewport();
  await page.locator('.picture-frame').press('0');
  await marks.last().click();
  await expect(entries.last()).toBeFocused();
});

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('not visible');
  return box;
}
