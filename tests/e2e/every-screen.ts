/** The screens of batches, assets, jobs, reports and capture, each with content, in one page. */
import type { Page } from '@playwright/test';
import { choose, expect, openWithPack, sampleFile } from './field-page';

/** Adds an asset, a job with it, and a batch of two pictures of both. Returns the addresses of the screens. */
export async function fillScreens(page: Page): Promise<readonly string[]> {
  await openWithPack(page, 'thermal');
  await show(page, '/assets');
  await page.getByRole('button', { name: 'New asset' }).click();
  await page.getByRole('textbox', { name: 'Number', exact: true }).fill('T-17');
  await page.getByRole('textbox', { name: 'Location' }).fill('Kandy Road');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/\/assets\/[0-9a-f-]{36}$/);
  const asset = new URL(page.url()).pathname;
  await show(page, '/jobs');
  await page.getByRole('button', { name: 'New job' }).click();
  await page.getByRole('textbox', { name: 'Number', exact: true }).fill('J-1');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/\/jobs\/[0-9a-f-]{36}$/);
  const job = new URL(page.url()).pathname;
  await page.getByRole('button', { name: 'Add an asset' }).click();
  await page.getByRole('button', { name: /^T-17/ }).click();
  await page.getByRole('button', { name: 'Inspect T-17' }).click();
  await choose(page, [sampleFile('thermal-1.jpg'), sampleFile('thermal-2.jpg')]);
  await expect(page.getByText('2 of 2 done').first()).toBeVisible({ timeout: 60_000 });
  const batch = await page.locator('a[href^="/batch/"]').first().getAttribute('href');
  return [
    ...[batch ?? '', asset, job, `/report?job=${job.slice('/jobs/'.length)}`, '/review/threshold'],
    '/packs/transformer-thermal/learn',
    ...['/assets', '/assets/assign', '/jobs', '/insights', '/check', '/camera', '/light-table', '/packs/import'],
  ];
}

/** Opens a screen without loading the page again, and waits until its content is there. */
export async function show(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), path);
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  await expect(page.locator('.skeleton')).toHaveCount(0);
}
