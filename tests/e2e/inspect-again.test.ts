import { expect, expectResult, test } from './field-page';
import { inspectAs } from './sync-page';

test('SCR-57 a picture is inspected again with another pack, offline, and both results are kept', async ({
  page,
  context,
}) => {
  const first = await inspectAs(page, 'pole.jpg');
  await context.setOffline(true);
  await page.getByText('Inspect again', { exact: true }).click();
  await page.getByRole('button', { name: /^With Rubber sheet 0\./ }).click();
  await expect(page).not.toHaveURL(new RegExp(first));
  await expectResult(page);
  await expect(page.locator('.page-head')).toContainText('Rubber sheet');
  const panel = page.getByRole('region', { name: 'Other verdicts on this picture' });
  await expect(panel).toContainText('transformer-thermal 0.');
  await panel.getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(first));
  await expect(page.locator('.page-head')).toContainText('Transformer (thermal)');
});
