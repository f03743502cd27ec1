import { statfsSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { afterAll, expect, test } from 'vitest';
import { mountSmallDisk } from '../support/small-disk';
import { until } from '../support/until';
import { givePicture } from './support/browser-device';
import { intakeUnreachable, runBrowserDrill } from './support/run-browser-drill';
import { readDatabase } from './support/page-database';

/** Much more than an inspection needs. */
const leastBytes = 20_000_000;

const smallDisk = mountSmallDisk(220);
afterAll(() => smallDisk?.remove());

test.skipIf(smallDisk === undefined)(
  'DRL-44 the disk of the device is full: the user is informed, nothing is stored in part, and everything is sent once there is space',
  () =>
    runBrowserDrill(
      'client disk full',
      async ({ device, proxy, page }) => {
        proxy.setPlan(intakeUnreachable);
        await fillDisk(page);
        await givePicture(page);
        await page.getByText('The storage of this device is full.').waitFor({ timeout: 60_000 });
        expect(await readDatabase(page)).toMatchObject({ recordIds: [], outbox: [] });
        await makeRoom(page);
        // The browser removes files some time after it has reported the deletion.
        await until('there is room again', () => (freeBytes(smallDisk?.dir ?? '') > leastBytes ? true : undefined));
        await page.getByRole('button', { name: 'Try saving again' }).click();
        await page.getByRole('button', { name: 'Try saving again' }).waitFor({ state: 'detached' });
        const { recordIds, outbox } = await readDatabase(page);
        expect(outbox.map(({ recordId }) => recordId)).toEqual(recordIds);
        expect(recordIds).toHaveLength(1);
        await device.note(page);
      },
      smallDisk?.dir,
    ),
);

/** Writes until the browser reports a full disk: first in large pieces, then in small ones. */
function fillDisk(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const opened = indexedDB.open('filler', 1);
    opened.onupgradeneeded = () => opened.result.createObjectStore('rows', { autoIncrement: true });
    await new Promise((resolve) => (opened.onsuccess = resolve));
    const database = opened.result;
    const write = (bytes: number): Promise<boolean> =>
      new Promise((resolve) => {
        const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
        const noise = new Uint8Array(bytes);
        for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(noise.subarray(at, at + 65_536));
        transaction.objectStore('rows').add(noise);
        transaction.oncomplete = () => resolve(true);
        transaction.onabort = () => resolve(false);
      });
    for (const bytes of [4_000_000, 500_000, 50_000, 4_000]) while (await write(bytes));
    database.close();
  });
}

function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}

function makeRoom(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const request = indexedDB.deleteDatabase('filler');
        request.onsuccess = () => resolve();
      }),
  );
}
