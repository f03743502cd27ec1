import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { copyRecord } from '../support/copy-record';
import { show } from './every-screen';
import { startAfter } from './prepared-contexts';
import { anySize, choose, expect, give, openWithPack, sampleFile, test } from './field-page';

/** Two faults and their files, inspected with the thermal pack. */
async function inspectTwo(page: Page): Promise<void> {
  await openWithPack(page, 'thermal');
  await choose(page, [sampleFile('thermal-1.jpg', 'TX-1.jpg'), sampleFile('thermal-2.jpg', 'TX-2.jpg')]);
  await expect(page.getByText('TX-2.jpg')).toBeVisible();
  await expect(page.getByText(/Score \d+ of 100/)).toHaveCount(2, { timeout: 60_000 });
}

test('RPT-4 RPT-10 writes findings in the preview and downloads a PDF with them, offline', async ({
  page,
  context,
}, info) => {
  await startAfter(page, inspectTwo);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await show(page, '/report');
  await expect(page.getByRole('heading', { name: 'Inspection report' })).toBeVisible();
  await context.setOffline(true);
  await page.getByLabel('Client').fill('Ceylon Power');
  await page.getByText('Every picture').click();
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview.getByRole('img', { name: /^Picture TX-/ })).toHaveCount(2);
  await preview.getByLabel('Finding').first().fill('Loose clamp at the bushing');
  await preview.getByLabel('Recommendation').first().fill('Tighten within 30 days');
  await preview.getByLabel('Recommendation').first().blur();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download PDF' }).click(),
  ]);
  const file = info.outputPath('report.pdf');
  await download.saveAs(file);
  const text = execFileSync('pdftotext', ['-layout', file, '-']).toString();
  for (const part of [
    'Ceylon Power',
    'Loose clamp at the bushing',
    'Tighten within 30 days',
    'Indicative:',
    'Signature',
  ])
    expect(text).toContain(part);
  await context.setOffline(false);
});

test(
  'RPT-7 writing on the front page reads no record again and keeps every other page',
  { tag: anySize },
  async ({ page }) => {
    await startAfter(page, inspectTwo);
    await page.addInitScript(countReadsOfRecords);
    await page.goto('/report');
    const preview = page.getByRole('region', { name: 'Preview' });
    await expect(preview.getByRole('img', { name: /^Picture TX-/ })).toHaveCount(1);
    const before = await readsOfRecords(page);
    expect(before).toBeGreaterThan(0);
    await page.getByLabel('Client').pressSequentially('Ceylon Power');
    await expect(preview).toContainText('Ceylon Power');
    expect(await readsOfRecords(page)).toBe(before);
    await preview.getByText('Details for the report').first().click();
    await preview.getByLabel('Repaired').first().check();
    await expect(preview).toContainText('Repaired');
  },
);

test(
  'RPT-9 draws the first pages of a long report at once, and all of them before a print',
  { tag: anySize },
  async ({ page }) => {
    await startAfter(page, inspectTwo);
    await page.evaluate(copyRecord, 30);
    await page.addInitScript(printAtFirstPage);
    await page.goto('/report');
    await expect(page.getByRole('button', { name: 'Print or save as PDF' })).toBeEnabled();
    const pages = await page.locator('[data-report-page]').count();
    expect(pages).toBe(34);
    const drawn = await page.evaluate(() => Reflect.get(window, 'drawnPages') as readonly number[]);
    expect(drawn).toEqual([4, pages]);
  },
);

/** In the page: counts the drawn pages when there are some, and again when the browser is about to print. */
function printAtFirstPage(): void {
  const count = (): number => document.querySelectorAll('[data-report-page]').length;
  const observer = new MutationObserver(() => {
    if (count() === 0) return;
    observer.disconnect();
    const drawn = [count()];
    window.dispatchEvent(new Event('beforeprint'));
    Reflect.set(window, 'drawnPages', [...drawn, count()]);
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** In the page: counts the reads of single records. */
function countReadsOfRecords(): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its object below
  const { get } = IDBObjectStore.prototype;
  Reflect.set(window, 'readsOfRecords', 0);
  IDBObjectStore.prototype.get = function (this: IDBObjectStore, query) {
    const before = Number(Reflect.get(window, 'readsOfRecords'));
    if (this.name === 'records') Reflect.set(window, 'readsOfRecords', before + 1);
    return get.call(this, query);
  };
}

function readsOfRecords(page: Page): Promise<number> {
  return page.evaluate(() => Number(Reflect.get(window, 'readsOfRecords')));
}

test('RPT-12 prints one sheet per finding in every script, with the note and the number on each', async ({
  page,
}, info) => {
  await startAfter(page, inspectTwo);
  await show(page, '/report');
  await page.getByText('Every picture').click();
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview.getByRole('img', { name: /^Picture TX-/ })).toHaveCount(2);
  await preview.getByLabel('Finding').first().fill('Χαλαρή σύνδεση');
  await page.getByRole('button', { name: 'Download PDF' }).click();
  await expect(page.getByText('the browser prints every script correctly')).toBeVisible();
  const rules = await page.evaluate(() => {
    return new Promise<string>((resolve) => {
      window.print = () => {
        const [sheet] = document.adoptedStyleSheets.slice(-1);
        resolve([...(sheet?.cssRules ?? [])].map((rule) => rule.cssText).join(''));
      };
      document.querySelectorAll('button').forEach((button) => {
        if (button.textContent === 'Print or save as PDF') button.click();
      });
    });
  });
  expect(rules).toContain('Indicative');
  const file = info.outputPath('printed.pdf');
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  const pages = execFileSync('pdftotext', ['-layout', file, '-']).toString().split('\f').slice(0, -1);
  expect(pages).toHaveLength(5);
  for (const printed of pages) expect(printed).toContain('Indicative: made by software');
  expect(pages[2]).toContain('Χαλαρή σύνδεση');
  expect(pages.join('')).not.toContain('Download PDF');
  expect(readFileSync(file).length).toBeGreaterThan(20_000);
});

test(
  'RPT-21 RPT-22 a dropped report is computed again and agrees; an edited one is named as such',
  { tag: anySize },
  async ({ page }, info) => {
    await startAfter(page, inspectTwo);
    await show(page, '/report');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as web page' }).click(),
    ]);
    const file = info.outputPath('report.html');
    await download.saveAs(file);
    const html = readFileSync(file);
    await give(page, 'drop', [{ name: 'report.html', mimeType: 'text/html', bytes: html }]);
    await expect(page.getByText('The file is as it was made')).toBeVisible();
    await expect(page.getByText('All 2 verdicts were computed again and agree.')).toBeVisible({ timeout: 60_000 });
    const edited = Buffer.from(html.toString().replaceAll('"score":0.7', '"score":0.5'));
    await give(page, 'drop', [{ name: 'edited.html', mimeType: 'text/html', bytes: edited }]);
    await expect(page.getByText('The file was changed after it was made')).toBeVisible();
    await expect(page.getByText(/^1 record differs/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('row', { name: /TX-2/ })).toContainText('Score');
  },
);

test('EXP-1 a dropped export restores what was deleted', { tag: anySize }, async ({ page }, info) => {
  await startAfter(page, inspectTwo);
  await show(page, '/report');
  await page.getByText('Export as data').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as Everything (ZIP)' }).click(),
  ]);
  const file = info.outputPath('export.zip');
  await download.saveAs(file);
  const bytes = readFileSync(file);
  await give(page, 'drop', [{ name: 'export.zip', mimeType: 'application/zip', bytes }]);
  await expect(page.getByText('0 inspections restored, 2 were already here.')).toBeVisible();
  await page.evaluate(async () => {
    const names = await indexedDB.databases();
    for (const { name } of names) if (name !== undefined) indexedDB.deleteDatabase(name);
  });
  await page.goto('/check');
  await page.getByLabel('Report or export').setInputFiles(file);
  await expect(page.getByText('2 inspections restored, 0 were already here.')).toBeVisible();
  await show(page, '/report');
  await page.getByText('Every picture').click();
  await expect(page.getByRole('img', { name: /^Picture TX-/ })).toHaveCount(2);
});
