import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { expect, goTo, inspectSample, openWithPack, packs, rows, test, openResult } from './field-page';

test('SCR-24 the history survives a restart of the browser', async ({ baseURL, launchOptions, viewport }) => {
  const profile = await mkdtemp(join(tmpdir(), 'fieldgrade-profile-'));
  const start = () =>
    chromium.launchPersistentContext(profile, { ...launchOptions, viewport, ...(baseURL ? { baseURL } : {}) });
  try {
    const first = await start();
    const page = await first.newPage();
    await openWithPack(page, 'thermal');
    await inspectSample(page);
    const level = await page.locator('.answer-big').innerText();
    await first.close();

    const second = await start();
    const again = await second.newPage();
    await again.goto('/history');
    await expect(rows(again)).toContainText(level.trim());
    await second.close();
  } finally {
    // A browser that has just ended may have processes that still write there.
    await rm(profile, { recursive: true, force: true, maxRetries: 20 });
  }
});

test('SCR-2 the pack chosen last is chosen at the next visit', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('radio', { name: packs.thermal.title }).click();
  await page.reload();
  await expect(page.getByRole('radio', { name: packs.thermal.title })).toBeChecked();
});

test('SCR-3 removing a pack keeps its inspections, and it can be downloaded again', async ({ page }) => {
  await openResult(page, 'thermal');
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: `Remove ${packs.thermal.title}` }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('button', { name: `Remove ${packs.thermal.title}` })).toHaveCount(0);
  await goTo(page, 'History');
  await expect(rows(page)).toHaveCount(1);
  await openWithPack(page, 'thermal');
});

test('SCR-35 the theme follows the device until one is chosen', async ({ page }) => {
  const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/settings');
  await expect.poll(theme).toBe('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(theme).toBe('light');
  await page.getByRole('radio', { name: 'Dark' }).click();
  await page.reload();
  await expect.poll(theme).toBe('dark');
});

test('SCR-14 a result that does not fit on the disk is shown, reported and saved later', async ({ page }) => {
  await openWithPack(page, 'thermal');
  await fillDisk(page);
  await inspectSample(page);
  await expect(page.getByRole('alert')).toContainText('This result is not saved. The storage of this device is full.');
  await expect(page.locator('.score-number').first()).toHaveText(/^\d+$/);
  await page.evaluate(() => document.documentElement.removeAttribute('data-test-full'));
  await page.getByRole('button', { name: 'Try saving again' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await goTo(page, 'History');
  await expect(rows(page)).toHaveCount(1);
});

/** Makes every write fail as on a full disk, until the flag is removed. A quota set by DevTools is not enforced. */
async function fillDisk(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.setAttribute('data-test-full', '');
    const put = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')?.value as IDBObjectStore['put'];
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<IDBObjectStore['put']>) {
      if (document.documentElement.hasAttribute('data-test-full')) throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, args);
    };
  });
}
