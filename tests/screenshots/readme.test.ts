/** Takes the pictures of the README from the built app: `npm run screenshots`. */
import { mkdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, inspectSample, openWithPack, test } from '../e2e/field-page';

const folder = 'docs/screenshots';

test.describe('phone', () => {
  test.use({ viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

  test('a first visit', async ({ page }) => {
    await openWithPack(page, 'rubber');
    await keep(page, 'phone-inspect');
  });

  test('a rubber sheet', async ({ page }) => {
    await openWithPack(page, 'rubber');
    await inspectSample(page, 'last');
    await keep(page, 'phone-rubber');
  });

  test('a transformer in the dark', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await openWithPack(page, 'thermal');
    await inspectSample(page);
    await keep(page, 'phone-thermal-dark');
  });
});

test('a desktop', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await openWithPack(page, 'thermal');
  await inspectSample(page, 'last');
  await expect(page.getByText('Drawing…')).toHaveCount(0);
  await keep(page, 'desktop-thermal');
});

/** Keeps what the window shows as a small PNG. */
async function keep(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  const taken = await page.screenshot({ animations: 'disabled' });
  await sharp(taken).png({ palette: true, effort: 10 }).toFile(`${folder}/${name}.png`);
}
