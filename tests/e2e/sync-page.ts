/** Steps of a user on the sync screen, and what the server has stored. */
import type { Page } from '@playwright/test';
import { openPlace, choose, expect, goTo, openWithPack, sampleCopy } from './field-page';

/** Longer than the app's own timeout, so that its message appears first. */
const answerMs = 40_000;

/** Registers this device under a unique name. */
export async function register(page: Page, name = 'Phone of shed 2'): Promise<void> {
  await openPlace(page, 'Sync', '/sync');
  await page.getByLabel('Name of this device').fill(name);
  await page.getByRole('textbox', { name: 'Place' }).fill('Bantwal');
  await page.getByRole('button', { name: 'Register' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible({ timeout: answerMs });
}

/** Inspects a picture under this file name without opening the result. Returns the record's id. */
export async function inspectAs(page: Page, fileName: string): Promise<string> {
  await openWithPack(page, 'thermal');
  await choose(page, [sampleCopy('thermal-1.jpg', fileName)]);
  await expect(page).toHaveURL(/\/inspection\//, { timeout: 60_000 });
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Waits until the outbox is empty and everything is delivered. */
export async function expectAllDelivered(page: Page): Promise<void> {
  await goTo(page, 'Sync');
  await expect(page.getByText('Everything is delivered.')).toBeVisible({ timeout: 60_000 });
}

/** Reads `records/<id>` or `changes/<id>` from the server with the device's token. Returns the status if there is nothing. */
export function askServer(page: Page, path: string): Promise<unknown> {
  return page.evaluate(async (asked) => {
    const opened = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('fieldgrade');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('no database'));
    });
    const row = await new Promise<{ value: { registration: { token: string } } }>((resolve, reject) => {
      const request = opened.transaction('settings').objectStore('settings').get('sync');
      request.onsuccess = () => resolve(request.result as { value: { registration: { token: string } } });
      request.onerror = () => reject(new Error('no row'));
    });
    opened.close();
    const headers = { authorization: `Bearer ${row.value.registration.token}` };
    const answer = await fetch(`/api/intake/v1/${asked}`, { headers });
    return answer.ok ? ((await answer.json()) as unknown) : answer.status;
  }, path);
}

/** The number of waiting changes in this browser's database, read without the app. */
export function countWaiting(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('fieldgrade');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const count = opening.result.transaction('outbox').objectStore('outbox').count();
          count.onsuccess = () => {
            opening.result.close();
            resolve(count.result);
          };
        };
      }),
  );
}
