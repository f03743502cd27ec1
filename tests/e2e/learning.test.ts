/** The inspector corrects results and teaches the pack from them, in the app, without a connection. */
import type { BrowserContext, Page } from '@playwright/test';
import { axeFindingsInBothThemes } from '../support/axe';
import { startAfter } from './prepared-contexts';
import { show } from './every-screen';
import { callNormal, teachNormal, teachOnce } from './learning-steps';
import {
  goTo,
  anySize,
  expect,
  expectResult,
  inspectSample,
  openWithPack,
  sampleCopy,
  choose,
  test,
  openResult,
} from './field-page';

const learned = 'Transformer (thermal), corrected';

test('LRN-41 LRN-42 LRN-43 a false alarm is taught offline, previewed, accepted, and does not return', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  await startAfter(page, callNormal);
  await goOffline(page, context);
  await page.getByRole('link', { name: 'Teach the pack from this' }).click();
  await expect(page.getByRole('region', { name: '1 correction to learn' })).toContainText('This picture is normal');
  await page.getByRole('button', { name: 'Show the changes' }).click();
  const changes = page.getByRole('region', { name: '1 earlier result would change' });
  await expect(changes).toBeVisible({ timeout: 90_000 });
  await expect(changes.getByRole('region', { name: '1 picture becomes normal' })).toContainText('As you said');
  await expect(changes.getByRole('link')).toHaveAttribute('href', /\/inspection\//);
  await expect(rowOf(page, 'False alarms')).toHaveText(['False alarms', '1', '0'].join(''));
  // Again while a colour is in transition.
  await expect.poll(() => axeFindingsInBothThemes(page)).toEqual([]);
  await page.getByLabel('Name of the new pack').fill('My yard');
  await page.getByRole('button', { name: 'Learn this' }).click();
  await expect(page.getByText('My yard 1.0.0 is in use')).toBeVisible();
  await page.getByRole('button', { name: 'Inspect', exact: true }).click();
  await expect(page.getByText('My yard is ready.')).toBeVisible({ timeout: 60_000 });
  await choose(page, [sampleCopy('thermal-2.jpg', 'again.jpg')]);
  await expectResult(page);
  await expect(page.locator('.answer')).toContainText('Normal');
  await expect(page.locator('.page-head')).toContainText('My yard');
  await context.setOffline(false);
});

test('LRN-45 an update that loads the page again at its earlier address leads to the same preview', async ({
  page,
}) => {
  await page.goto('/packs/absent/lessons?preview=1');
  await expect(page.getByRole('link', { name: 'Teach' }).first()).toBeVisible();
  await expect(page).toHaveURL('/packs/absent/learn?preview=1');
});

test(
  'LRN-45 a missed fault is taught although the page is loaded again midway, and is found afterwards',
  { tag: anySize },
  async ({ page }) => {
    test.setTimeout(240_000);
    await openResult(page, 'thermal');
    await expect(page.locator('.answer')).toContainText('Normal');
    await page.getByRole('button', { name: 'Add region' }).click();
    await page.getByRole('button', { name: 'Save region' }).click();
    await page.getByRole('link', { name: 'Teach the pack from this' }).click();
    await expect(page.getByRole('link', { name: /This fault was missed/ })).toBeVisible();
    await page.getByRole('button', { name: 'Show the changes' }).click();
    await expect(page.getByRole('heading', { name: 'Checking what would change' })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('region', { name: '1 picture becomes anomalous' })).toBeVisible({ timeout: 90_000 });
    await page.getByRole('button', { name: 'Learn this' }).click();
    await expect(page.getByText(`${learned} 1.0.0 is in use`)).toBeVisible();
    await expect(page.getByText('Nothing new to learn')).toBeVisible();
    await page.getByText('1 correction learned').click();
    await page.getByRole('link', { name: /This fault was missed/ }).click();
    await page.getByRole('link', { name: `Learned in version 1.0.0 of ${learned}.` }).click();
    await expect(page.getByRole('heading', { name: 'Version history' })).toBeVisible();
    await goTo(page, 'Inspect');
    await expect(page.getByText(`${learned} is ready.`)).toBeVisible({ timeout: 60_000 });
    await choose(page, [sampleCopy('thermal-1.jpg', 'again.jpg')]);
    await expectResult(page);
    await expect(page.locator('.answer')).toContainText('Above the threshold');
  },
);

test(
  'LRN-44 a correction that would hide a confirmed fault is refused with its picture, and can be left out',
  { tag: anySize },
  async ({ page }) => {
    test.setTimeout(240_000);
    await openWithPack(page, 'thermal');
    await choose(page, [sampleCopy('thermal-2.jpg', 'fault.jpg')]);
    await expectResult(page);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await expect(page.getByRole('button', { name: 'Confirmed' })).toBeVisible();
    await callNormal(page);
    await page.getByRole('link', { name: 'Teach the pack from this' }).click();
    await page.getByRole('button', { name: 'Show the changes' }).click();
    await expect(page.getByRole('alert')).toContainText('would no longer show a confirmed fault: fault.jpg', {
      timeout: 90_000,
    });
    await expect(page.getByRole('link', { name: /The fault that would be hidden/ })).toBeVisible();
    await expect(page.getByRole('link', { name: /This picture is normal/ })).toBeVisible();
    await page.getByRole('button', { name: 'Leave it out and check again' }).click();
    await expect(page.getByRole('alert')).toContainText('The pack knows all of this already.', { timeout: 90_000 });
    await page.getByRole('button', { name: 'Back to the corrections' }).click();
    await expect(page.getByRole('checkbox', { name: /This picture is normal/ })).not.toBeChecked();
    await show(page, '/packs');
    await expect(page.getByText('No packs of yours yet')).toBeVisible();
  },
);

test('LRN-46 LRN-47 the history of a pack shows what each version learned; one tap goes back, another undoes it', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await startAfter(page, teachNormal);
  await openWithLearned(page);
  await choose(page, [sampleCopy('thermal-1.jpg', 'missed.jpg')]);
  await expectResult(page);
  await page.getByRole('button', { name: 'Add region' }).click();
  await page.getByRole('button', { name: 'Save region' }).click();
  await teachOnce(page);
  await expect(page.getByText(`${learned} 1.1.0 is in use`)).toBeVisible();
  await page.getByRole('link', { name: 'Version history' }).click();
  await expect(page.getByText('1 correction: 1 normal, 0 missed, 0 severity')).toBeVisible();
  await expect(page.getByText('1 correction: 0 normal, 1 missed, 0 severity')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Threshold', exact: true })).toBeVisible();
  await page.getByText('Values of every version').click();
  // Again while a colour is in transition.
  await expect.poll(() => axeFindingsInBothThemes(page)).toEqual([]);
  await expect(page.getByRole('row', { name: /^1\.1\.0/ })).toBeVisible();

  await page.getByRole('button', { name: 'Go back to version 1.0.0' }).click();
  await expect(page.getByText('Version 1.0.0 is in use again')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Go back to version 1.1.0' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Go back to version 1.0.0' })).toBeVisible();
  await page.getByRole('button', { name: 'Inspect with it' }).click();
  await expect(page.getByText('Transformer (thermal) is chosen for the next pictures')).toBeVisible();
});

test(
  'LRN-48 LRN-52 waiting corrections are counted where the app is taught, and pictures to check next lead to results',
  { tag: anySize },
  async ({ page }) => {
    await openWithPack(page, 'thermal');
    await inspectSample(page);
    await callNormal(page);
    await show(page, '/teach');
    await page.getByRole('link', { name: /1 correction is not learned yet/ }).click();
    await page.getByRole('region', { name: 'Closest to the threshold' }).getByRole('link').first().click();
    await expectResult(page);
    await expect(page.locator('.page-head')).toContainText('thermal-1.jpg');
  },
);

async function openWithLearned(page: Page): Promise<void> {
  await goTo(page, 'Inspect');
  await expect(page.getByText(`${learned} is ready.`)).toBeVisible({ timeout: 60_000 });
}

async function goOffline(page: Page, context: BrowserContext): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
}

function rowOf(page: Page, name: string) {
  return page.getByRole('row').filter({ hasText: name });
}
