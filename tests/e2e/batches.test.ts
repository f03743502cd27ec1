import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveStream, type ArchiveEntry } from '../../src/archive/write-archive';
import { show } from './every-screen';
import {
  anySize,
  choose,
  dropPaths,
  expect,
  expectResult,
  goTo,
  openWithPack,
  rows,
  sampleCopy,
  sampleFile,
  test,
  textFile,
  type TestFile,
} from './field-page';

test('BAT-10 a dropped ZIP file and a chosen folder are inspected, and give their batches their names', async ({
  page,
}, { project }) => {
  const folder = await mkdtemp(join(tmpdir(), 'fieldgrade-batch-'));
  await mkdir(join(folder, 'north line', 'inner'), { recursive: true });
  await writeFile(join(folder, 'north line', 'one.jpg'), sampleCopy('thermal-1.jpg', 'one').bytes);
  await writeFile(join(folder, 'north line', 'inner', 'two.jpg'), sampleCopy('thermal-2.jpg', 'two').bytes);
  await writeFile(join(folder, 'north line', 'list.txt'), 'hello');
  await writeFile(
    join(folder, 'south line.zip'),
    await zipOf([sampleCopy('thermal-1.jpg', 'three.jpg'), sampleCopy('thermal-2.jpg', 'four.jpg'), textFile]),
  );
  await writeFile(join(folder, 'broken.zip'), 'PK, but no ZIP file');
  await openWithPack(page, 'thermal');
  await goTo(page, 'History');
  await dropPaths(page, [join(folder, 'south line.zip')]);
  await expect(page.getByRole('link', { name: /^south line, / })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Not a picture: notes.txt.');
  await expect(page.getByText('2 of 2 done').first()).toBeVisible({ timeout: 60_000 });
  if (project.name === 'desktop') {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose folder' }).click();
    await (await chooser).setFiles(join(folder, 'north line'));
    await expect(page.getByRole('link', { name: /^north line, / })).toBeVisible();
    await expect(page.getByRole('main')).toContainText('Not a picture: list.txt.');
    await expect(page.getByText('4 of 4 done').first()).toBeVisible({ timeout: 60_000 });
  }
  await dropPaths(page, [join(folder, 'broken.zip')]);
  await expect(page.getByRole('main')).toContainText(
    'broken.zip was not opened: it is not a ZIP file, or it is damaged.',
  );
  await rm(folder, { recursive: true });
});

test(
  'BAT-5 a picture that was inspected before is offered, and inspected again on request',
  { tag: anySize },
  async ({ page }) => {
    await openWithPack(page, 'thermal');
    await choose(page, [sampleFile('thermal-1.jpg', 'first name.jpg')]);
    await expectResult(page);
    const result = page.url();
    await goTo(page, 'Inspect');
    await choose(page, [sampleFile('thermal-1.jpg', 'other name.jpg')]);
    const row = rows(page).filter({ hasText: 'other name.jpg' });
    await expect(row).toContainText(/Inspected on .+The same picture with the same pack\./);
    await row.getByRole('link', { name: 'Open result: other name.jpg' }).click();
    await expect(page).toHaveURL(result);
    await goTo(page, 'Inspect');
    await row.getByRole('button', { name: 'Inspect again: other name.jpg' }).click();
    await expect(row.getByRole('link')).toBeVisible({ timeout: 60_000 });
    await goTo(page, 'History');
    await expect(page.getByRole('main').getByRole('link', { name: 'first name.jpg' })).toBeVisible();
    await expect(page.getByRole('main').getByRole('link', { name: 'other name.jpg' })).toBeVisible();
  },
);

test('BAT-13 the screen of a batch shows its results, its failures, and links to its pictures and report', async ({
  page,
}) => {
  await openWithPack(page, 'thermal');
  await choose(page, [
    sampleCopy('thermal-1.jpg', 'one.jpg'),
    textFile,
    sampleCopy('thermal-2.jpg', 'two.jpg'),
    sampleCopy('thermal-1.jpg', 'one.jpg'),
  ]);
  await page.getByRole('link', { name: /^Batch of / }).click();
  await expect(page.getByText('4 of 4 done, 1 needs attention, 1 was already inspected')).toBeVisible({
    timeout: 60_000,
  });
  const summary = page.getByRole('region', { name: 'Summary' });
  for (const fact of [/Pictures added\s*4/, /Inspected\s*2/, /Already inspected\s*1/, /Could not be inspected\s*1/]) {
    await expect(summary).toContainText(fact);
  }
  await expect(summary).toContainText(/Mean time per picture\s*[\d.]+m?s/);
  await expect(summary.getByRole('listitem').first()).toBeVisible();
  const open = page.getByRole('region', { name: 'Pictures without a new result' });
  await expect(open.locator('.picture-row').first()).toContainText('This file is not a picture.');
  await expect(open.getByRole('button', { name: /^Try again/ })).toHaveCount(0);
  await page.reload();
  await expect(summary).toContainText(/Could not be inspected\s*1/);
  await expect(page.getByRole('link', { name: 'Report' })).toHaveAttribute('href', /\/report\?batch=/);
  await page.getByRole('link', { name: 'Show 2 pictures' }).click();
  await expect(page).toHaveURL(/\/history\?batch=/);
  await show(page, '/batch/00000000-0000-4000-8000-000000000000');
  await expect(page.getByRole('heading', { name: 'This batch is not on this device.' })).toBeVisible();
});

async function zipOf(files: readonly TestFile[]): Promise<Buffer> {
  async function* all(): AsyncGenerator<ArchiveEntry> {
    for (const { name, bytes } of files) {
      const modifiedAt = new Date(Date.UTC(2026, 10, 26));
      yield await Promise.resolve({ name: `inner/${name}`, modifiedAt, packing: 'stored', content: bytes });
    }
  }
  return Buffer.from(await new Response(archiveStream(all())).arrayBuffer());
}

test(
  'INS-23 a batch is inspected by two workers on a device with four cores, and nothing is done twice',
  { tag: anySize },
  async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'hardwareConcurrency', { value: 4 });
      Object.defineProperty(navigator, 'deviceMemory', { value: 4 });
    });
    await openWithPack(page, 'thermal');
    await choose(page, [sampleCopy('thermal-1.jpg', 'alone.jpg')]);
    await expectResult(page);
    expect(page.workers().length).toBe(1);
    await goTo(page, 'Inspect');
    const names = Array.from({ length: 14 }, (_, at) => `picture-${at}.jpg`);
    await choose(
      page,
      names.map((name, at) => sampleCopy(`thermal-${(at % 2) + 1}.jpg`, name)),
    );
    await expect.poll(() => page.workers().length, { timeout: 60_000 }).toBe(2);
    await expect(page.getByText('14 of 14 done').first()).toBeVisible({ timeout: 120_000 });
    await goTo(page, 'History');
    await expect(page.getByText(/^15 inspections/)).toBeVisible();
  },
);
