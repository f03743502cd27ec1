/** Numbers of assets from QR codes, read from a camera stream. */
import type { Page } from '@playwright/test';
import { codeScene, deleteFilm, playFilm, withCamera } from '../support/fake-camera';
import { expect, openWithPack, test } from './field-page';

const number = 'QR-77/A';

test.use(withCamera);
test.beforeAll(async () => playFilm([await codeScene(number)]));
test.afterAll(deleteFilm);

test('AST-34 a scanned code is offered as a new asset, then chooses it, and opens it in the list, offline', async ({
  page,
  context,
}) => {
  await openWithPack(page, 'thermal');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  const target = page.getByRole('region', { name: 'New pictures belong to' });
  await target.getByRole('button', { name: 'Choose an asset' }).click();
  await scan(page);
  await expect(page.getByText(`No asset has the number ${number}.`)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: `Create Transformer “${number}”` }).click();
  await expect(target.getByRole('link', { name: number })).toBeVisible();

  await target.getByRole('button', { name: 'None' }).click();
  await expect(target.getByRole('link', { name: number })).toHaveCount(0);
  await target.getByRole('button', { name: 'Choose an asset' }).click();
  await scan(page);
  await expect(target.getByRole('link', { name: number })).toBeVisible({ timeout: 30_000 });

  await page.goto('/assets');
  await scan(page);
  await expect(page).toHaveURL(/\/assets\/[0-9a-f-]{36}$/, { timeout: 30_000 });
  await expect(page.getByRole('heading', { name: number, level: 1 })).toBeVisible();
});

async function scan(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Scan a code' }).click();
  await expect(page.getByRole('dialog', { name: 'Point the camera at the code' })).toBeVisible();
}
