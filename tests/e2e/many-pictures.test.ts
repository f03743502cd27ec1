import {
  choose,
  emptyFile,
  expect,
  expectResult,
  give,
  goTo,
  openWithPack,
  rows,
  sampleFile,
  test,
  textFile,
  truncatedFile,
} from './field-page';

test('SCR-11 broken files show what is wrong, and the others are inspected', async ({ page }) => {
  await openWithPack(page, 'thermal');
  await choose(page, [
    sampleFile('thermal-1.jpg', 'first.jpg'),
    textFile,
    emptyFile,
    truncatedFile('cut.jpg'),
    sampleFile('thermal-2.jpg', 'last.jpg'),
  ]);
  await expect(page.getByText('5 of 5 done, 3 need attention')).toBeVisible({ timeout: 60_000 });
  await expect(rows(page).filter({ hasText: 'notes.txt' })).toContainText('This file is not a picture.');
  await expect(rows(page).filter({ hasText: 'empty.jpg' })).toContainText('The file is empty (0 bytes).');
  await expect(rows(page).filter({ hasText: 'cut.jpg' })).toContainText('is incomplete: its end is missing.');
  await goTo(page, 'History');
  await expect(rows(page)).toHaveCount(2);
});

test('SCR-11 a picture that failed can be dismissed', async ({ page }) => {
  await openWithPack(page, 'thermal');
  await choose(page, [textFile]);
  await expect(rows(page)).toContainText('This file is not a picture.');
  await page.getByRole('button', { name: 'Dismiss: notes.txt' }).click();
  await expect(rows(page)).toHaveCount(0);
});

test('SCR-12 several pictures can be dropped on the page', async ({ page }) => {
  await openWithPack(page, 'thermal');
  await give(page, 'drop', [sampleFile('thermal-1.jpg', 'one.jpg'), sampleFile('thermal-2.jpg', 'two.jpg')]);
  await expect(page.getByText('2 of 2 done').first()).toBeVisible({ timeout: 60_000 });
  await expect(rows(page).getByRole('link')).toHaveCount(2);
});

test('SCR-12 a pasted picture leads to its result', async ({ page }) => {
  await openWithPack(page, 'thermal');
  await give(page, 'paste', [sampleFile('thermal-1.jpg', 'image.png')]);
  await expectResult(page);
  await page.getByText('Details', { exact: true }).click();
  await expect(page.getByText('Pasted picture', { exact: true })).toBeVisible();
});

test('SCR-13 a long queue draws twenty rows and shows more when asked', async ({ page }) => {
  await openWithPack(page, 'thermal');
  const files = Array.from({ length: 45 }, (_, index) => ({ ...textFile, name: `note-${index}.txt` }));
  await choose(page, files);
  await expect(page.getByText('45 of 45 done').first()).toBeVisible({ timeout: 60_000 });
  await expect(rows(page)).toHaveCount(20);
  await page.getByRole('button', { name: 'Show 20 more' }).click();
  await page.getByRole('button', { name: 'Show 5 more' }).click();
  await expect(rows(page)).toHaveCount(45);
});

test('SCR-15 stopping keeps what is done', async ({ page }) => {
  await openWithPack(page, 'thermal');
  // Enough that some are left when the button is pressed, even on a slow machine.
  await choose(
    page,
    Array.from({ length: 120 }, (_, index) => sampleFile('thermal-1.jpg', `picture-${index}.jpg`)),
  );
  await expect(rows(page).getByRole('link').first()).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0);
  await expect(page.getByText(/^\d+ of \d+ done/).first()).not.toContainText('of 120');
  const kept = await rows(page).getByRole('link').count();
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(30);
});
