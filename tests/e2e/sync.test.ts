import { readFile } from 'node:fs/promises';
import type { Page, Route } from '@playwright/test';
import { show } from './every-screen';
import { expect, goTo, openWithPack, rows, test } from './field-page';
import { askServer, countWaiting, expectAllDelivered, inspectAs, register } from './sync-page';

test('SYN-20 saved, waiting, delivered: what was saved before registering and what is saved offline arrives', async ({
  page,
  context,
}) => {
  const first = await inspectAs(page, 'before.jpg');
  await expect(page.getByText('Saved on this device')).toBeVisible();
  await register(page);
  await expectAllDelivered(page);
  await context.setOffline(true);
  const second = await inspectAs(page, 'offline.jpg');
  await expect(page.getByText('Waiting to be sent')).toBeVisible();
  await expect(page.getByRole('link', { name: '1 waiting' })).toBeVisible();
  await goTo(page, 'Sync');
  await expect(page.getByText('There is no connection.')).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('Everything is delivered.')).toBeVisible({ timeout: 60_000 });
  await goTo(page, 'History');
  await expect(rows(page).getByText('Delivered', { exact: true })).toHaveCount(2);
  for (const [id, fileName] of [
    [first, 'before.jpg'],
    [second, 'offline.jpg'],
  ] as const) {
    expect(await askServer(page, `changes/${id}`)).toMatchObject({ kind: 'saved', record: { id, fileName } });
  }
});

test('SYN-24 a note written offline and a deletion, both after the delivery, reach the server', async ({
  page,
  context,
}) => {
  const id = await inspectAs(page, 'noted.jpg');
  await register(page);
  await expectAllDelivered(page);
  // Only an active service worker answers a navigation offline.
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.goto(`/inspection/${id}`);
  await page.getByLabel('Your note about this inspection').fill('Mould at the left edge');
  // Closed at once: the note is kept as a draft, and saved at the next start if there was no time for it.
  await page.reload();
  await expect(page.getByLabel('Your note about this inspection')).toHaveValue('Mould at the left edge');
  await context.setOffline(false);
  await expectAllDelivered(page);
  const kept = await askServer(page, `records/${id}`);
  expect(kept).toMatchObject({ current: { kind: 'edited' }, versions: [{ kind: 'saved' }, { kind: 'edited' }] });
  const { changeId } = (kept as { readonly current: { readonly changeId: string } }).current;
  const record = { id, note: 'Mould at the left edge' };
  expect(await askServer(page, `changes/${changeId}`)).toMatchObject({ kind: 'edited', record });
  await show(page, `/inspection/${id}`);
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  // Until the deletion is stored, the sync screen still says that everything is delivered.
  await expect(page.getByText('No inspections yet')).toBeVisible();
  await expectAllDelivered(page);
  expect(await askServer(page, `records/${id}`)).toMatchObject({ current: { kind: 'deleted' } });
});

test.describe('without the service worker', () => {
  // `page.route` does not see requests of a service worker.
  test.use({ visit: 'without-service-worker' });

  test('SYN-2 a captive portal is recognised, and nothing is lost', async ({ page }) => {
    await inspectAs(page, 'portal.jpg');
    await page.route('**/api/intake/v1/blobs/**', async (route) =>
      (await page.evaluate(isPressed)) ? route.continue() : portal(route),
    );
    await register(page);
    await expect(page.getByText('Another server answered instead of the office.')).toBeVisible();
    await expect(page.getByText('1 change waits to be sent')).toBeVisible();
    await expect(page.getByText(/Automatically at about/)).toBeVisible();
    // The app retries automatically within seconds, so the portal is removed when the button is pressed.
    await page.evaluate(notePress);
    await expect(async () => {
      await page.getByRole('button', { name: 'Send now' }).click();
      expect(await page.evaluate(isPressed)).toBe(true);
    }).toPass();
    await expectAllDelivered(page);
  });

  test('SYN-4 when the token is refused the screen asks to register again, and every row stays', async ({ page }) => {
    await inspectAs(page, 'kept.jpg');
    await page.route('**/api/intake/v1/blobs/**', (route) => refuse(route, 401, { kind: 'token-revoked' }));
    await goTo(page, 'Sync');
    await page.getByLabel('Name of this device').fill('Phone 7');
    await page.getByRole('textbox', { name: 'Place' }).fill('Shed');
    await page.getByRole('button', { name: 'Register' }).click();
    await expect(page.getByRole('heading', { name: 'Register this device again' })).toBeVisible();
    await expect(page.getByLabel('Name of this device')).toHaveValue('Phone 7');
    await expect(page.getByText('1 change waits to be sent')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Register again' })).toBeVisible();
  });

  test('SYN-21 a change that needs attention shows why, and can be exported, retried, and discarded after confirmation', async ({
    page,
  }) => {
    await inspectAs(page, 'odd.jpg');
    const changes = '**/api/intake/v1/changes/**';
    await page.route(changes, (route) => refuse(route, 400, { kind: 'not-valid', at: 'record', wanted: 'a record' }));
    await register(page);
    await expect(page.getByText(/The office does not accept this change/)).toBeVisible();
    await expect(page.getByRole('link', { name: '1 needs attention' })).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export', exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^fieldgrade-queue-.*\.zip$/);
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.unroute(changes);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expectAllDelivered(page);

    await page.route(changes, (route) => refuse(route, 400, { kind: 'not-valid', at: 'record', wanted: 'a record' }));
    await inspectAs(page, 'odder.jpg');
    await expect(page.getByText('Needs attention', { exact: true })).toBeVisible();
    await goTo(page, 'Sync');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
    await expect(page.getByRole('heading', { name: 'Needs attention' })).toHaveCount(0);
    await goTo(page, 'History');
    await expect(rows(page)).toHaveCount(2);
  });

  test('SYN-22 pausing stops all requests, and resuming sends', async ({ page }) => {
    await register(page);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(page.getByRole('button', { name: 'Resume sending' })).toBeVisible();
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/intake/')) asked.push(request.url());
    });
    await inspectAs(page, 'paused.jpg');
    await goTo(page, 'Sync');
    await expect(page.getByText('Sending is paused.')).toBeVisible();
    expect(asked).toEqual([]);
    await page.getByRole('button', { name: 'Resume sending' }).click();
    await expectAllDelivered(page);
  });
});

test('SYN-9 two tabs send each change once', async ({ page, context }) => {
  const other = await context.newPage();
  // Without Background Sync, so that every request is one of the two tabs.
  for (const tab of [page, other]) await tab.addInitScript(removeBackgroundSync);
  const sent: string[] = [];
  context.on('request', (request) => {
    if (request.method() === 'PUT' && request.url().includes('/changes/')) sent.push(request.url());
  });
  await openWithPack(page, 'thermal');
  await register(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await inspectAs(page, 'one.jpg');
  await inspectAs(other, 'two.jpg');
  await context.setOffline(false);
  await expectAllDelivered(page);
  await expectAllDelivered(other);
  expect(sent).toHaveLength(2);
  expect(new Set(sent).size).toBe(2);
});

/** Runs in the page. */
function removeBackgroundSync(): void {
  if ('ServiceWorkerRegistration' in window) Reflect.deleteProperty(ServiceWorkerRegistration.prototype, 'sync');
}

test('SYN-16 an exported outbox is imported into another browser, shown there, and delivered from there', async ({
  page,
  browser,
  baseURL,
}) => {
  const id = await inspectAs(page, 'carried.jpg');
  await goTo(page, 'Sync');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export waiting changes' }).click(),
  ]);
  const buffer = await readFile(await download.path());
  const other = await (await browser.newContext(baseURL === undefined ? {} : { baseURL })).newPage();
  await register(other, 'Laptop of the office');
  const [chooser] = await Promise.all([
    other.waitForEvent('filechooser'),
    other.getByRole('button', { name: 'Import a file' }).click(),
  ]);
  await chooser.setFiles([{ name: 'queue.zip', mimeType: 'application/zip', buffer }]);
  await expect(other.getByText('1 change was imported.')).toBeVisible();
  await expectAllDelivered(other);
  expect(await askServer(other, `changes/${id}`)).toMatchObject({ kind: 'saved', record: { id } });
  await goTo(other, 'History');
  await expect(rows(other)).toContainText('carried.jpg');
  await rows(other).getByRole('link').click();
  await expect(other.getByRole('heading', { name: 'Picture', level: 2 })).toBeVisible();
  await other.context().close();
});

test('SYN-23 Background Sync sends the outbox while no tab of the app is open', async ({ page, context }) => {
  await openWithPack(page, 'thermal');
  await register(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await inspectAs(page, 'closed.jpg');
  await page.goto('about:blank');
  await context.setOffline(false);
  // A page of the same origin without the app in it, to speak to the browser about the service worker.
  await page.goto('/icons/icon.svg');
  expect(await countWaiting(page)).toBe(1);
  await dispatchSync(page);
  await expect.poll(() => countWaiting(page), { timeout: 60_000 }).toBe(0);
});

/** Makes the browser wake the service worker as it does when the network comes back. */
async function dispatchSync(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const known = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [registration] = registrations;
      if (registration !== undefined) resolve(registration.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await known;
  const { origin } = new URL(page.url());
  const tag = 'fieldgrade-outbox';
  await session.send('ServiceWorker.dispatchSyncEvent', { origin, registrationId, tag, lastChance: false });
}

/** Runs in the page: records that a button was pressed. */
function notePress(): void {
  document.addEventListener('click', () => document.documentElement.setAttribute('data-test-pressed', ''));
}

/** Runs in the page. */
function isPressed(): boolean {
  return document.documentElement.hasAttribute('data-test-pressed');
}

function portal(route: Route): Promise<void> {
  return route.fulfill({ status: 200, contentType: 'text/html', body: '<title>Welcome</title>' });
}

function refuse(route: Route, status: number, fault: object): Promise<void> {
  return route.fulfill({ status, json: { fault, error: 'in words' } });
}
