import { expect, test, openResult } from './field-page';

test('CAP-14 the trim guide states the grade of a sheet without its marked regions, and shows what was judged', async ({
  page,
}) => {
  await openResult(page, 'rubber', 'last');
  const guide = page.getByRole('region', { name: 'Trim guide' });
  await guide.getByRole('button', { name: 'Judge it without the marked regions' }).click();
  await expect(guide.getByRole('status')).toContainText(/regions \(\d+ ?% of the (sheet|picture)\)|cover \d+%/, {
    timeout: 60_000,
  });
  await expect(guide.getByRole('img', { name: /What was judged/ })).toBeVisible();
});
