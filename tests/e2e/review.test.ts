/** The history as a workbench, and the insights. */
import { readFileSync } from 'node:fs';
import { axeFindings } from '../support/axe';
import { show } from './every-screen';
import { expect, openThree, test } from './field-page';

test('REV-5 REV-6 REV-8 pictures are reviewed by keyboard, and a deletion is undone', async ({ page }, { project }) => {
  test.skip(project.name !== 'desktop', 'a phone has no keys');
  await page.setViewportSize({ width: 1280, height: 800 });
  await openThree(page);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeHidden();
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+J');
  await expect(page.getByText('2 selected').first()).toBeVisible();
  await page.keyboard.press('#');
  await expect(page.getByText('2 inspections are deleted in a moment.')).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByText('Will be deleted')).toHaveCount(0);
  await page.keyboard.press('v');
  await expect(page.getByRole('table', { name: 'Inspections' })).toBeVisible();
  await expect(page).toHaveURL(/view=list/);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Score' }).click();
  await expect(page).toHaveURL(/sort=highest-score/);
  const names = page.getByRole('table').getByRole('link');
  await expect(names).toHaveCount(3);
  await names.first().press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/inspection\/.*sort=highest-score/);
  const second = page.url();
  await expect(page.getByRole('link', { name: 'Next' }).first()).toBeVisible();
  await page.keyboard.press('j');
  await expect(page).not.toHaveURL(second);
  await expect(page).toHaveURL(/\/inspection\/.*sort=highest-score/);
});

test('REV-6 a deletion that is not undone deletes every selected picture', async ({ page }) => {
  await openThree(page);
  await page.goto('/history?view=grid');
  await page.getByRole('checkbox').first().click();
  await page.getByRole('button', { name: /^Select all/ }).click();
  await expect(page.getByText('3 selected').first()).toBeVisible();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete now' }).click();
  await expect(page.getByText('No inspections yet')).toBeVisible();
});

test('REV-7 the insights show charts with their numbers as tables', async ({ page }) => {
  await openThree(page);
  await show(page, '/insights');
  await expect(page.getByRole('heading', { name: 'Insights', level: 1 })).toBeVisible();
  await expect(page.getByText('0 of 3 verdicts changed by a person (0%)')).toBeVisible();
  await expect(page.getByRole('img', { name: 'Severities over time' }).locator('visible=true')).toBeVisible();
  await page.getByText('As a table').first().click();
  await expect(page.getByRole('table').first().getByRole('cell')).toHaveText(['1', '2']);
  expect(await axeFindings(page)).toEqual([]);
});

test('REV-9 a selection is exported and reported, also after the page is loaded again', async ({ page }, info) => {
  await openThree(page);
  await page.goto('/history?view=grid');
  await page.getByRole('checkbox').first().click();
  await page.getByRole('checkbox').nth(1).click();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page).toHaveURL(/\/export\?selection=[0-9a-f]{16}$/);
  await page.reload();
  await expect(page.getByText('2 pictures', { exact: true })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as Table (CSV)' }).click(),
  ]);
  const file = info.outputPath('selected.csv');
  await download.saveAs(file);
  expect(readFileSync(file, 'utf8').trim().split('\r\n')).toHaveLength(3);
  await page.goBack();
  await page.getByRole('checkbox').first().click();
  await page.getByRole('button', { name: 'Report', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Report', exact: true, level: 1 })).toBeVisible();
  await expect(page.getByText('1 picture', { exact: true })).toBeVisible();
  await show(page, '/report?selection=0123456789abcdef');
  await expect(page.getByText('This selection is no longer on this device')).toBeVisible();
});
