/** Assets and jobs, from the office to the device and back. */
import type { Page } from '@playwright/test';
import { show } from './every-screen';
import { anySize, choose, expect, expectResult, goTo, openWithPack, sampleFile, test } from './field-page';
import { signIn } from './office-steps';
import { expectAllDelivered, register } from './sync-page';

test(
  'AST-33 a job made in the office reaches a device, pictures taken there offline are assigned, and the office sees them',
  { tag: anySize },
  async ({ page, context, browser }, { project }) => {
    const suffix = project.name;
    const [first, second] = [`E2E-1-${suffix}`, `E2E-2-${suffix}`] as const;
    const jobNumber = `JOB-${suffix}`;
    const office = await signIn(browser);
    await importAssets(office, `number,location\n${first},Kandy Road\n${second},Lake Road\n,nowhere\n`);
    await makeJob(office, jobNumber, `${first}\n${second}`);

    await openWithPack(page, 'thermal');
    await register(page, `Phone of ${suffix}`);
    await goTo(page, 'Jobs');
    await page.getByRole('link', { name: jobNumber }).click({ timeout: 60_000 });
    await expect(page.getByText('0 inspected, 0 not inspected, 2 open')).toBeVisible();

    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    await page.reload();
    await page.getByRole('button', { name: `Inspect ${first}` }).click();
    await expect(
      page.getByRole('region', { name: 'New pictures belong to' }).getByRole('link', { name: first }),
    ).toBeVisible();
    await choose(page, [sampleFile('thermal-1.jpg')]);
    await expectResult(page);
    await page.getByRole('radiogroup', { name: 'Purpose' }).getByRole('radio', { name: 'Baseline' }).click();
    await page.getByLabel('Hot point').fill('62,5');
    await page.getByLabel('Similar component').fill('40');
    await page.getByLabel('Air', { exact: true }).fill('30');
    await page.getByLabel('Air', { exact: true }).blur();
    await expect(page.getByText('+22.5 °C')).toBeVisible();
    await expect(page.getByText('Major discrepancy').first()).toBeVisible();

    await goTo(page, 'Jobs');
    await page.getByRole('link', { name: jobNumber }).click();
    await page.getByRole('button', { name: 'Not inspected…' }).click();
    await page.getByRole('button', { name: 'Gate locked' }).click();
    await expect(page.getByText('1 inspected, 1 not inspected, 0 open')).toBeVisible();
    await page.getByRole('radio', { name: 'Completed' }).click();

    await page.getByRole('link', { name: first, exact: true }).click();
    await expect(page.getByRole('region', { name: 'Pictures' }).getByText('Baseline')).toBeVisible();
    await context.setOffline(false);
    await expectAllDelivered(page);

    await office.goto('/office/jobs');
    await office.getByRole('link', { name: jobNumber }).click();
    await expect(office.getByText('Completed', { exact: true })).toBeVisible();
    await expect(office.getByText('Not inspected: Gate locked')).toBeVisible();
    await office.getByRole('link', { name: '1 picture' }).click();
    await expect(office.getByText('thermal-1.jpg')).toBeVisible();
    await office.context().close();
  },
);

test('AST-30 AST-31 AST-32 assets are created in place, and a picture is assigned by its file name and by hand', async ({
  page,
}) => {
  await openWithPack(page, 'thermal');
  await choose(page, [sampleFile('thermal-1.jpg', 'X7_0001.jpg')]);
  await expectResult(page);
  const result = page.url();
  await show(page, '/assets/assign');
  await expect(page.getByText('No asset has the number X7.')).toBeVisible();
  await page.getByRole('button', { name: 'Assign 1 picture' }).click();
  await expect(page.getByText('1 picture was assigned.')).toBeVisible();
  await show(page, result);
  const belongs = page.getByRole('region', { name: 'Belongs to' });
  await expect(belongs.getByRole('link', { name: 'X7' })).toBeVisible();
  await belongs.getByRole('button', { name: 'Change' }).click();
  await page.getByRole('textbox', { name: 'Asset' }).fill('Y8');
  await page.getByRole('button', { name: 'Create Lot “Y8”' }).click();
  await expect(belongs.getByRole('link', { name: 'Y8' })).toBeVisible();
  await show(page, '/assets');
  await page.getByRole('button', { name: 'New asset' }).click();
  await page.getByRole('textbox', { name: 'Number', exact: true }).fill('x 7');
  await expect(page.getByText('There is an asset with this number already.')).toBeVisible();
  await page.getByRole('link', { name: 'Open it' }).click();
  await expect(page.getByText('No pictures yet.')).toBeVisible();
  await show(page, '/jobs');
  await page.getByRole('button', { name: 'New job' }).click();
  await page.getByRole('textbox', { name: 'Number', exact: true }).fill('J1');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('No assets in this job')).toBeVisible();
  await page.getByRole('button', { name: 'Add an asset' }).click();
  await page.getByRole('button', { name: /^Y8/ }).click();
  await expect(page.getByText('0 of 1 asset done')).toBeVisible();
});

async function importAssets(office: Page, csv: string): Promise<void> {
  await office.goto('/office/asset-list');
  await office.locator('summary', { hasText: 'Import a list' }).click();
  const file = { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
  await office.getByLabel('Choose a CSV file').setInputFiles(file);
  await office.getByRole('button', { name: 'Show what would be imported' }).click();
  await expect(office.getByText(/Line 4, number/)).toBeVisible();
  await office.getByRole('button', { name: 'Import 2 assets' }).click();
  await expect(office).toHaveURL(/\/office\/asset-list$/);
}

async function makeJob(office: Page, number: string, lines: string): Promise<void> {
  await office.goto('/office/jobs/new');
  await office.getByLabel('Number', { exact: true }).fill(number);
  await office.getByLabel('Assets, one number per line').fill(`${lines}\nUNKNOWN-1`);
  await office.getByRole('button', { name: 'Save' }).click();
  await expect(office.getByText(/No asset has the number UNKNOWN-1/)).toBeVisible();
  await office.getByLabel('Assets, one number per line').fill(lines);
  await office.getByRole('button', { name: 'Save' }).click();
  await expect(office.getByRole('heading', { name: number })).toBeVisible();
}
