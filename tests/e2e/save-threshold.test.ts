import { expect, goTo, rows, test, openResult } from './field-page';

test('COR-24 the tried threshold is saved for the list, and undone as a whole', async ({ page }) => {
  await openResult(page, 'thermal', 'last');
  await page.getByText('Threshold', { exact: true }).click();
  await page.getByRole('link', { name: 'Try it on the whole list' }).click();
  await expect(page.getByRole('button', { name: 'Save for 0 pictures' })).toBeDisabled();
  await page.getByRole('slider', { name: 'Score from which a picture is anomalous' }).fill('80');
  await page.getByRole('button', { name: 'Save for 1 picture' }).click();
  await expect(page.getByText('Saved for 1 picture, as a correction of each.')).toBeVisible();
  await expect(page.getByText('0 of 1 picture would change')).toBeVisible();
  await page.getByRole('button', { name: 'Undo for 1 picture' }).click();
  await expect(page.getByText('1 of 1 picture would change')).toBeVisible();
  await goTo(page, 'History');
  await expect(rows(page).first()).toContainText('Serious');
});
