/** A person decides on a picture that the pack refused. */
import { choose, expect, goTo, openWithPack, rows, sampleCopy, test } from './field-page';

test('COR-26 COR-27 a refused picture gets a severity from a person, which the history states as such, and undo reverts it', async ({
  page,
}) => {
  await openWithPack(page, 'rubber');
  await choose(page, [sampleCopy('thermal-2.jpg', 'thermal-2.jpg')]);
  const answer = page.locator('.answer');
  await expect(answer).toContainText('No verdict', { timeout: 60_000 });
  const severities = page.getByRole('radiogroup', { name: 'Your severity, as the pack gives no verdict' });
  await severities.locator('label').last().click();
  await expect(page.locator('.review-line')).toHaveText('Decided by a person; the pack gave no verdict');
  await expect(answer).not.toContainText('No verdict');
  await expect(answer).toContainText('This does not look like a sheet.');
  await expect(page.getByText(/Anomaly score/)).toHaveCount(0);
  await goTo(page, 'History');
  await expect(rows(page).first()).toContainText('the pack gave no verdict');
  await page.goBack();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(answer).toContainText('No verdict');
});
