/** A pack taught on one device reaches the office, which offers it; another device installs it and inspects with it. */
import type { Page } from '@playwright/test';
import { sheetJpeg } from '../support/sheet-pictures';
import { show } from './every-screen';
import { goTo, choose, expect, expectResult, openWithPack, test, type TestFile } from './field-page';
import { signIn } from './office-steps';
import { expectAllDelivered, register } from './sync-page';

test('PKF-20 a pack taught on one device is offered by the office, installed and used on another', async ({
  page,
  browser,
}, { project }) => {
  test.setTimeout(300_000);
  const device = `Teacher of ${project.name}`;
  await openWithPack(page, 'rubber');
  await register(page, device);
  const title = await teach(page);
  await expectAllDelivered(page);
  await show(page, '/packs');
  await page.getByRole('link', { name: title }).click();
  await expect(page.getByRole('region', { name: 'Versions' }).getByText('Delivered')).toBeVisible({ timeout: 60_000 });

  const office = await signIn(browser);
  await office.goto('/office/packs');
  await office
    .locator('.panel', { hasText: device })
    .getByRole('link', { name: /^Show / })
    .click();
  await expect(office.getByText('The signature is genuine')).toBeVisible();
  const fingerprint = await office.getByText(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/).textContent();
  await office.getByRole('button', { name: 'Offer it to all devices' }).click();
  await expect(office.getByText('Offered', { exact: true }).first()).toBeVisible();

  // A new device: the base of the pack is fetched with it.
  const other = await (await browser.newContext()).newPage();
  await register(other, `Receiver of ${project.name}`);
  await goTo(other, 'Inspect');
  const offered = other.getByRole('region', { name: 'Offered by the office' });
  await expect(offered.getByText(/[kM]B/).first()).toBeVisible({ timeout: 60_000 });
  await offered
    .getByRole('button', { name: `Install ${title} 1.0.0` })
    .first()
    .click({ timeout: 60_000 });
  await expect(other.getByRole('heading', { name: `Install ${title} 1.0.0?` })).toBeVisible({ timeout: 60_000 });
  await expect(other.getByText(fingerprint ?? '')).toBeVisible();
  await expect(other.getByText(device)).toHaveCount(2);
  await other.getByRole('button', { name: 'Install', exact: true }).click();
  await expect(other.getByText('On this device', { exact: true })).toBeVisible();
  await goTo(other, 'Inspect');
  await other.getByRole('radio', { name: new RegExp(title) }).check();
  await choose(other, [await sheet(91, 2)]);
  await expectResult(other);
  await expect(other.getByText(title).first()).toBeVisible();
  await office.getByRole('button', { name: 'Withdraw the offer' }).click();
  await expect(office.getByText('Not offered').first()).toBeVisible();
  await other.context().close();
  await office.context().close();
});

async function teach(page: Page): Promise<string> {
  await show(page, '/teach');
  await page.getByRole('button', { name: 'Teach a new surface' }).click();
  await expect(page.getByRole('heading', { name: 'My surface', level: 1 })).toBeVisible();
  await choose(page, await Promise.all([1, 2, 3, 4].map((seed) => sheet(seed))));
  await page.getByRole('button', { name: 'Teach', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'My surface is ready' })).toBeVisible({ timeout: 180_000 });
  return 'My surface';
}

async function sheet(seed: number, specks?: number): Promise<TestFile> {
  const bytes = await (specks === undefined ? sheetJpeg(seed) : sheetJpeg(seed, specks));
  return { name: `sheet-${seed}.jpg`, mimeType: 'image/jpeg', bytes };
}
