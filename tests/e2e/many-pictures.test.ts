import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import {
  anySize,
  choose,
  dropPaths,
  emptyFile,
  expect,
  expectResult,
  give,
  goTo,
  openWithPack,
  rows,
  sampleCopy,
  sampleFile,
  test,
  textFile,
  truncatedFile,
} from './field-page';

test('SCR-11 broken files show what is wrong, and the others are inspected', { tag: anySize }, async ({ page }) => {
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
  await expect(rows(page).filter({ hasText: 'cut.jpg' })).toContainText(
    'is incomplete: part of the picture is missing.',
  );
  await goTo(page, 'History');
  await expect(rows(page)).toHaveCount(2);
});

test(
  'SCR-19 a file that is gone or cannot be read is not called damaged, and can be dismissed',
  { tag: anySize },
  async ({ page }) => {
    const folder = await mkdtemp(join(tmpdir(), 'fieldgrade-files-'));
    const [gone, changed] = [join(folder, 'gone.jpg'), join(folder, 'changed.jpg')];
    await openWithPack(page, 'thermal');
    for (const path of [gone, changed]) await writeFile(path, 'not a picture');
    const release = await holdReading(page);
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose pictures' }).click(),
    ]);
    await chooser.setFiles([gone, changed]);
    await expect(rows(page)).toHaveCount(2);
    await rm(gone);
    await writeFile(changed, 'longer than before, so that the chosen file is another one');
    await release();
    await expect(page.getByText('2 of 2 done, 2 need attention')).toBeVisible();
    await expect(rows(page).filter({ hasText: 'gone.jpg' })).toContainText('The file is no longer there.');
    await expect(rows(page).filter({ hasText: 'changed.jpg' })).toContainText('The file could not be read.');
    await page.getByRole('button', { name: 'Try again: changed.jpg' }).click();
    await expect(rows(page).filter({ hasText: 'changed.jpg' })).toContainText('The file could not be read.');
    await page.getByRole('button', { name: 'Dismiss: gone.jpg' }).click();
    await page.getByRole('button', { name: 'Dismiss: changed.jpg' }).click();
    await expect(rows(page)).toHaveCount(0);
    await rm(folder, { recursive: true });
  },
);

/** Files are read only after the returned function was called. */
async function holdReading(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const held = new Promise((resolve) => addEventListener('test-release', resolve, { once: true }));
    const plain = Object.getOwnPropertyDescriptor(Blob.prototype, 'arrayBuffer')?.value as Blob['arrayBuffer'];
    Blob.prototype.arrayBuffer = async function (this: Blob) {
      await held;
      return plain.call(this);
    };
  });
  return () => page.evaluate(() => void dispatchEvent(new Event('test-release')));
}

test('SCR-12 files and folders dropped on the history and on a result are inspected', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'fieldgrade-folder-'));
  await mkdir(join(folder, 'inner'));
  await writeFile(join(folder, 'one.jpg'), sampleFile('thermal-1.jpg').bytes);
  await writeFile(join(folder, 'inner', 'two.jpg'), sampleFile('thermal-2.jpg').bytes);
  await writeFile(join(folder, 'list.txt'), 'hello');
  await openWithPack(page, 'thermal');
  await goTo(page, 'History');
  await dropPaths(page, [join(folder, 'one.jpg')]);
  await expectResult(page);
  await dropPaths(page, [folder]);
  await expect(page.getByText('3 of 3 done').first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('main')).toContainText('Not a picture: list.txt.');
  await expect(rows(page).getByRole('link')).toHaveCount(3);
  await dropPaths(page, [join(folder, 'list.txt')]);
  await expect(rows(page).filter({ hasText: 'list.txt' })).toContainText('This file is not a picture.');
  await rm(folder, { recursive: true });
});

test('SCR-12 a pasted picture leads to its result', async ({ page }) => {
  await openWithPack(page, 'thermal');
  await give(page, 'paste', [sampleFile('thermal-1.jpg', 'image.png')]);
  await expectResult(page);
  // Below the title; the details repeat it.
  await expect(page.getByTitle('Pasted picture').first()).toBeVisible();
});

test('SCR-13 of a long queue only the rows near the screen are in the document', async ({ page }) => {
  await openWithPack(page, 'thermal');
  const files = Array.from({ length: 200 }, (_, index) => ({
    ...textFile,
    name: `note-${index}.txt`,
    bytes: Buffer.from(`note ${index}`),
  }));
  await choose(page, files);
  await expect(page.getByText('200 of 200 done').first()).toBeVisible({ timeout: 60_000 });
  expect(await rows(page).count()).toBeLessThan(40);
  await expect(rows(page).filter({ hasText: 'note-0.txt' })).toBeVisible();
  await expect(rows(page).filter({ hasText: 'note-199.txt' })).toHaveCount(0);
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expect(rows(page).filter({ hasText: 'note-199.txt' })).toBeVisible();
  expect(await rows(page).count()).toBeLessThan(40);
});

test(
  'SCR-15 stopping keeps what is done and lists the rest as not inspected; it can be continued',
  { tag: anySize },
  async ({ page }) => {
    await openWithPack(page, 'thermal');
    // Enough that some are left when the button is pressed, even on a slow machine.
    await choose(
      page,
      Array.from({ length: 40 }, (_, index) => sampleCopy('thermal-1.jpg', `picture-${index}.jpg`)),
    );
    await expect(rows(page).getByRole('link').first()).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Stop' }).click();
    const notice = page.getByRole('status').filter({ hasText: /^Stopped\. \d+ pictures were not inspected\./ });
    await expect(notice).toBeVisible();
    await expect(rows(page).filter({ hasText: 'Not inspected' }).first()).toBeVisible();
    const left = Number(/\d+/.exec(await notice.innerText())?.[0]);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(40);
    await notice.getByRole('button', { name: 'Continue' }).click();
    await expect(rows(page).filter({ hasText: 'Inspecting…' }).first()).toBeVisible();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: /^Discard \d+ picture/ }).click();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Discard/ })
      .click();
    await expect(notice).toHaveCount(0);
    await expect(page.getByText(/^(\d+) of \1 done$/).first()).toBeVisible();
  },
);
