/** A farmer teaches the app to tell two kinds of sheets apart, without a connection, and inspects with the result. */
import type { Locator, Page } from '@playwright/test';
import { archiveStream, type ArchiveEntry } from '../../src/archive/write-archive';
import { axeFindings } from '../support/axe';
import { sheetJpeg } from '../support/sheet-pictures';
import { show } from './every-screen';
import {
  anySize,
  choose,
  expect,
  expectResult,
  openWithPack,
  test,
  textFile,
  type TestFile,
  openResult,
} from './field-page';

test(
  'TCH-84 TCH-86 TCH-88 classes from folders are taught offline over a closed tab, a wrong one is found, and the pack grades',
  { tag: anySize },
  async ({ page, context }) => {
    test.setTimeout(300_000);
    await begin(page);
    await context.setOffline(true);
    await chooseZip(page, [
      ...(await sheets('clean', [1, 2, 3, 4, 5], 0)),
      ...(await sheets('specked', [11, 12, 13, 14, 15], 4)),
      { ...(await sheets('clean', [16], 4))[0], name: 'clean/really-specked.jpg' },
      { name: 'specked/broken.jpg', bytes: textFile.bytes },
    ]);
    await expect(page.getByText('11 pictures added. 1 file could not be read.')).toBeVisible();
    await expect(page.getByText(/^broken\.jpg: /)).toBeVisible();
    await expect(page.getByRole('region', { name: 'clean: 6 pictures' })).toBeVisible();
    await page.getByRole('button', { name: 'Teach', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Teaching My classes' })).toBeVisible();
    const address = page.url();
    await page.close();

    const next = await context.newPage();
    await next.goto(address);
    await expect(next.getByRole('heading', { name: 'My classes is ready' })).toBeVisible({ timeout: 200_000 });
    await expect(next.getByText(/Of 100 pictures like yours, about \d+ get the right class/)).toBeVisible();
    await expect(next.getByRole('region', { name: 'Which classes were confused', exact: true })).toContainText(
      'specked',
    );
    expect(await axeFindings(next)).toEqual([]);
    await next.getByRole('button', { name: /really-specked\.jpg: clean classified as specked/ }).click();
    await next.getByRole('button', { name: 'It is specked' }).click();
    await next.getByRole('button', { name: 'Teach again with the changes' }).click();
    await expect(next.getByText('Learned from 11 pictures in 2 classes.')).toBeVisible({ timeout: 200_000 });
    await expect(next.getByText('No picture got a wrong class.')).toBeVisible();
    await next.getByRole('button', { name: 'Use it now' }).click();
    await expect(next.getByText('My classes is ready.')).toBeVisible({ timeout: 60_000 });
    await choose(next, [{ name: 'sheet.jpg', mimeType: 'image/jpeg', bytes: await sheetJpeg(91, 4) }]);
    await expectResult(next);
    await expect(next.getByText('specked').first()).toBeVisible();
    await context.setOffline(false);
  },
);

test('TCH-84 TCH-85 pictures are sorted with a tap, grades come from the history, and all of them are kept after teaching', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await openResult(page, 'rubber');
  await begin(page);
  await choose(page, (await sheets('', [1, 2, 3], 0)).map(asTestFile));
  await expect(page.getByText('3 pictures have no class yet')).toBeVisible();
  for (const name of ['Good', 'Bad', 'Awful']) {
    await page.getByRole('textbox', { name: 'New class' }).fill(name);
    await page.getByRole('button', { name: 'Add class' }).click();
    await expect(page.getByRole('radio', { name, exact: true })).toBeChecked();
  }
  await page.getByRole('button', { name: 'Sort them' }).click();
  const sorting = page.getByRole('dialog');
  for (const name of ['Good', 'Good', 'Bad']) await sorting.getByRole('button', { name, exact: true }).click();
  await expect(sorting.getByText('Every picture has been shown.')).toBeVisible();
  await sorting.getByRole('button', { name: 'Close' }).click();
  await page.getByText('Bad', { exact: true }).first().click();
  await choose(page, (await sheets('', [21, 22], 3)).map(asTestFile));
  await expect(page.getByRole('region', { name: 'Bad: 3 pictures' })).toBeVisible();
  await expect(page.getByText('At least 3 pictures of Good are needed.')).toBeVisible();
  await rename(page, 'Awful', 'Good');
  await rename(page, 'Good', 'Fine');
  await addFromHistory(page);
  const grade = page.getByRole('region', { name: /: 1 picture$/ });
  await expect(grade).toBeVisible();
  const title = ((await grade.getAttribute('aria-label')) ?? '').replace(/: 1 picture$/, '');
  await rename(page, title, 'Fine');
  await expect(page.getByRole('region', { name: 'Fine: 3 pictures' })).toBeVisible();
  await page.getByRole('button', { name: 'Teach', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'My classes is ready' })).toBeVisible({ timeout: 120_000 });
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Add more pictures' }).click();
  await expect(page.getByRole('region', { name: 'Fine: 3 pictures' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Bad: 3 pictures' })).toBeVisible();
});

async function begin(page: Page): Promise<void> {
  await openWithPack(page, 'rubber');
  await show(page, '/teach');
  await expect(page.getByText('Works without a connection.')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Teach classes' }).click();
  await expect(page.getByRole('heading', { name: 'My classes', level: 1 })).toBeVisible();
}

async function rename(page: Page, from: string, to: string): Promise<void> {
  await page.getByRole('button', { name: `Edit ${from}`, exact: true }).click();
  const dialog: Locator = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name of the class' }).fill(to);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: `Edit ${from}`, exact: true })).toHaveCount(0);
}

async function addFromHistory(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'From the history, with its grades' }).click();
  await page.getByRole('checkbox', { name: /Only grades/ }).uncheck();
  await page.getByRole('button', { name: 'Choose all shown' }).click();
  await page.getByRole('button', { name: 'Add 1 picture' }).click();
}

interface NamedSheet {
  readonly name: string;
  readonly bytes: Buffer;
}

function sheets(folder: string, seeds: readonly number[], specks: number): Promise<readonly NamedSheet[]> {
  return Promise.all(
    seeds.map(async (seed) => ({
      name: `${folder === '' ? '' : `${folder}/`}sheet${seed}.jpg`,
      bytes: await sheetJpeg(seed, specks),
    })),
  );
}

function asTestFile({ name, bytes }: NamedSheet): TestFile {
  return { name, mimeType: 'image/jpeg', bytes };
}

async function chooseZip(page: Page, files: readonly { readonly name: string; readonly bytes?: Buffer }[]) {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose ZIP' }).click(),
  ]);
  async function* all(): AsyncGenerator<ArchiveEntry> {
    for (const { name, bytes = Buffer.alloc(0) } of files) {
      const modifiedAt = new Date(Date.UTC(2026, 10, 26));
      yield await Promise.resolve({ name: `photos/${name}`, modifiedAt, packing: 'stored', content: bytes });
    }
  }
  const buffer = Buffer.from(await new Response(archiveStream(all())).arrayBuffer());
  await chooser.setFiles({ name: 'sheets.zip', mimeType: 'application/zip', buffer });
}
