import { expect, test } from 'vitest';
import versionOne from '../fixtures/database/version-1.json';
import { noFaults } from '../support/network-fault';
import { BrowserDevice, registerInPage, waitUntilSent } from './support/browser-device';
import { intakeUnreachable } from './support/run-browser-drill';
import { readDatabase } from './support/page-database';
import { runDrill } from './support/run-drill';

test('DRL-43 the current app opens a database of version 1 with inspections that were never sent: all of them arrive', () =>
  runDrill('upgrade', {}, async ({ proxy, ledger }) => {
    proxy.setPlan(intakeUnreachable);
    const device = await BrowserDevice.open({ url: proxy.url, ledger });
    try {
      const page = await device.newTab('/manifest.webmanifest');
      await page.evaluate(restore, versionOne);
      const old = await readDatabase(page);
      expect(old).toMatchObject({ version: 1, outbox: [] });
      expect(old.recordIds.length).toBeGreaterThan(0);
      await page.goto('/history');
      await page.getByRole('main').locator('.picture-row, .picture-card').first().waitFor();
      const upgraded = await readDatabase(page);
      expect(upgraded.version).toBeGreaterThan(1);
      expect(upgraded.outbox.map(({ recordId }) => recordId).sort()).toEqual([...old.recordIds].sort());
      await device.note(page);
      proxy.setPlan(noFaults);
      await registerInPage(page);
      await waitUntilSent(page);
    } finally {
      await device.close();
    }
  }));

/** Runs in the page: creates the database of the first release. */
async function restore(dump: typeof versionOne): Promise<void> {
  const restoreValue = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(restoreValue);
    if (typeof value !== 'object' || value === null) return value;
    if ('base64' in value) return Uint8Array.from(atob(String(value.base64)), (letter) => letter.charCodeAt(0)).buffer;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, restoreValue(part)]));
  };
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.open('fieldgrade', dump.version);
    request.onupgradeneeded = () => {
      for (const { name, keyPath, indexes, rows } of dump.stores) {
        const store = request.result.createObjectStore(name, { keyPath });
        for (const { name: indexName, keyPath: path, ...options } of indexes)
          store.createIndex(indexName, path, options);
        for (const row of rows) store.add(restoreValue(row));
      }
    };
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
    request.onerror = () => reject(request.error ?? new Error('open failed'));
  });
}
