/** Steps of a user who teaches a pack from corrections. */
import type { Page } from '@playwright/test';
import { expect, inspectSample, openWithPack } from './field-page';

/** Inspects the second sample, which the pack calls serious, and says that it is normal. */
export async function callNormal(page: Page): Promise<void> {
  await openWithPack(page, 'thermal');
  await inspectSample(page, 'last');
  await expect(page.locator('.answer')).toContainText('Serious');
  await page.getByRole('radiogroup', { name: 'Severity of the picture' }).getByText('Normal').click();
  await expect(page.locator('.answer')).toContainText('Normal');
  // Only a stored correction can be taught.
  await expect(page.getByRole('link', { name: 'Teach the pack from this' })).toBeVisible();
}

/** From a result with a correction to the version that learned it. */
export async function teachOnce(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Teach the pack from this' }).click();
  await page.getByRole('button', { name: 'Show the changes' }).click();
  await page.getByRole('button', { name: 'Learn this' }).click({ timeout: 90_000 });
  await expect(page.getByText(/is in use$/)).toBeVisible();
}

/** The first version of a pack that has learned that the second sample is normal. Returns the address of its history. */
export async function teachNormal(page: Page): Promise<string> {
  await callNormal(page);
  await teachOnce(page);
  return (await page.getByRole('link', { name: 'Version history' }).getAttribute('href')) ?? '';
}
