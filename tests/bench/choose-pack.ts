import type { Page } from '@playwright/test';

/** Opens the first screen, chooses the pack and waits until it is on the device. */
export async function chooseReadyPack(page: Page, packTitle: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('radio', { name: packTitle }).click();
  const download = page.getByRole('button', { name: /^Download/ });
  const ready = page.getByText(`${packTitle} is ready.`);
  await download.or(ready).first().waitFor();
  if (await download.isVisible()) await download.click();
  await ready.waitFor({ timeout: 120_000 });
}
