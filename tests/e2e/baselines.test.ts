/** Baseline pictures of an asset, on a phone and on a desktop. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { goTo, anySize, choose, expect, expectResult, openWithPack, test, type TestFile } from './field-page';

/** Rendered pictures that the thermal pack does not know; the second shows the same joints with one hot. */
const normal = rendered('thermal-cable-joints-0.png');
const later = rendered('thermal-cable-joints-1.png');

function rendered(name: string): TestFile {
  return { name, mimeType: 'image/png', bytes: readFileSync(`tests/fixtures/parity/${name}`) };
}

async function addNormal(page: Page, { name, mimeType, bytes }: TestFile): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose normal pictures' }).click(),
  ]);
  await chooser.setFiles([{ name, mimeType, buffer: bytes }]);
}

test('BAS-13 an unknown scene gets a baseline in place, offline, and is judged against it', async ({
  page,
  context,
}) => {
  await openWithPack(page, 'thermal');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await choose(page, [later]);
  await expectResult(page);
  await expect(page.getByText('No verdict')).toBeVisible();
  await expect(page.getByText('Unknown scene: add a normal picture of it')).toBeVisible();
  const refused = page.url();

  await page.getByRole('button', { name: 'Add a normal picture' }).click();
  await page.getByRole('textbox', { name: 'Asset' }).first().fill('B7');
  await page.getByRole('button', { name: 'Create Transformer “B7”' }).first().click();
  await addNormal(page, normal);
  await expect(page).not.toHaveURL(refused, { timeout: 60_000 });
  await expectResult(page);

  await expect(page.locator('.result-answer')).toContainText('Above the threshold');
  const baseline = page.getByRole('region', { name: 'Baseline' });
  await expect(baseline.getByText('Judged against 1 baseline picture of this asset.')).toBeVisible();
  await expect(baseline.getByText(/changed since the baseline/)).toBeVisible();
  await expect(baseline.getByRole('radio', { name: 'Side by side' })).toBeChecked();
  await expect(baseline.locator('.marked-region').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Other verdicts on this picture' })).toContainText('No verdict');

  await page.getByRole('region', { name: 'Belongs to' }).getByRole('link', { name: 'B7' }).click();
  const pictures = page.getByRole('region', { name: 'Pictures' });
  await expect(pictures.getByText('Baseline')).toBeVisible();
  await context.setOffline(false);
});

test(
  'BAS-14 a result without the baseline of its asset offers to compare, and keeps both verdicts',
  { tag: anySize },
  async ({ page }) => {
    await openWithPack(page, 'thermal');
    const [first, second] = [rendered('thermal-transformer-0.png'), rendered('thermal-transformer-1.png')];
    await choose(page, [first]);
    await expectResult(page);
    await page.getByRole('radiogroup', { name: 'Purpose' }).getByRole('radio', { name: 'Baseline' }).click();
    await assign(page, 'C3', 'create');
    await goTo(page, 'Inspect');
    await choose(page, [second]);
    await expectResult(page);
    await expect(page.getByRole('button', { name: 'Compare with the baseline of this asset' })).toHaveCount(0);
    await assign(page, 'C3', 'pick');
    const before = page.url();
    await page.getByRole('button', { name: 'Compare with the baseline of this asset' }).click();
    await expect(page).not.toHaveURL(before, { timeout: 60_000 });
    await expectResult(page);
    await expect(page.getByText('Judged against 1 baseline picture of this asset.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Compare with the baseline of this asset' })).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Other verdicts on this picture' }).getByRole('link')).toHaveCount(1);
  },
);

async function assign(page: Page, number: string, how: 'create' | 'pick'): Promise<void> {
  const belongs = page.getByRole('region', { name: 'Belongs to' });
  await belongs.getByRole('button', { name: 'Choose an asset' }).click();
  await page.getByRole('textbox', { name: 'Asset' }).fill(number);
  const name = how === 'create' ? `Create Transformer “${number}”` : new RegExp(`^${number}`);
  await belongs.getByRole('button', { name }).click();
  await expect(belongs.getByRole('link', { name: number })).toBeVisible();
}

test(
  'BAS-18 BAS-19 normal pictures are added on the page of an asset, and a file named after it is judged against them at once',
  { tag: anySize },
  async ({ page }) => {
    await openWithPack(page, 'thermal');
    await choose(page, [rendered('thermal-cable-joints-0.png')]);
    await expectResult(page);
    await assign(page, 'D4', 'create');
    await page.getByRole('region', { name: 'Belongs to' }).getByRole('link', { name: 'D4' }).click();
    await addNormal(page, rendered('thermal-transformer-0.png'));
    await expect(page.getByRole('region', { name: 'Pictures', exact: true }).getByText('Baseline')).toBeVisible();
    await goTo(page, 'Inspect');
    await choose(page, [{ ...rendered('thermal-transformer-1.png'), name: 'D4_later.png' }]);
    await expectResult(page);
    await expect(page.getByText('Judged against 1 baseline picture of this asset.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Belongs to' }).getByRole('link', { name: 'D4' })).toBeVisible();
  },
);

test(
  'BAS-20 LRN-58 a refused picture becomes a baseline, and so does one that the pack cannot learn as normal; each tap is undone by another',
  { tag: anySize },
  async ({ page }) => {
    await openWithPack(page, 'thermal');
    await choose(page, [normal]);
    await expectResult(page);
    await page.getByRole('button', { name: 'Add a normal picture' }).click();
    await page.getByRole('textbox', { name: 'Asset' }).first().fill('B8');
    await page.getByRole('button', { name: 'Create Transformer “B8”' }).first().click();
    const isNormal = page.getByRole('button', { name: 'This picture is normal' });
    await isNormal.click();
    const made = page.getByRole('status').filter({ hasText: `${normal.name} is a baseline now` });
    await made.getByRole('button', { name: 'Undo' }).click();
    await isNormal.click();
    await expect(made).toBeVisible();

    await goTo(page, 'Inspect');
    await choose(page, [{ ...later, name: 'B8_later.png' }]);
    await expectResult(page);
    await expect(page.locator('.result-answer')).toContainText('Above the threshold');
    await page.getByRole('radiogroup', { name: 'Severity of the picture' }).getByText('Normal').click();
    const add = page.getByRole('button', { name: 'Add as baseline' });
    await expect(add).toBeVisible();
    await page.getByRole('link', { name: 'Teach the pack from this' }).click();
    await page.getByRole('button', { name: 'Show the changes' }).click();
    await expect(page.getByRole('alert')).toContainText('The pack knows nothing like B8_later.png', {
      timeout: 60_000,
    });
    await add.click();
    await expect(page.getByText('Nothing new to learn')).toBeVisible();
    const added = page.getByRole('status').filter({ hasText: 'B8_later.png is a baseline now' });
    await added.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('heading', { name: '1 correction to learn' })).toBeVisible();
    await expect(added).toHaveCount(0);
  },
);
