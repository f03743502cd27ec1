/** Steps in the office's pages. */
import { expect, type Browser, type Page } from '@playwright/test';
import { engineerToken } from '../support/server-env';

/** A page of the office, signed in as the engineer. */
export async function signIn(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const office = await context.newPage();
  await office.goto('/office/sign-in');
  await office.getByLabel('Engineer’s token').fill(engineerToken);
  await office.getByRole('button', { name: 'Sign in' }).click();
  await expect(office.getByRole('heading', { name: 'Records', level: 1 })).toBeVisible();
  return office;
}
