/** A farmer teaches the app with photos of good sheets, without a connection, and inspects with the result. */
import type { Page } from '@playwright/test';
import { archiveStream, type ArchiveEntry } from '../../src/archive/write-archive';
import { sheetJpeg } from '../support/sheet-pictures';
import { show } from './every-screen';
import { anySize, choose, expect, expectResult, openWithPack, test, type TestFile, openResult } from './field-page';

const goodSheets = 5;

test(
  'TCH-45 TCH-52 EVD-3 EVD-6 a farmer teaches offline, closes the tab midway, comes back, inspects, and deletes the pack',
  { tag: anySize },
  async ({ page, context }) => {
    test.setTimeout(240_000);
    await openWithPack(page, 'rubber');
    await page.getByRole('link', { name: 'Teach it your own pieces' }).click();
    await expect(page.getByText('Works without a connection.')).toBeVisible({ timeout: 60_000 });
    await context.setOffline(true);
    await begin(page);
    await choose(page, [...(await sheets(goodSheets)), ...(await sheets(1))]);
    await expect(page.getByText('5 pictures added. 1 was there already.')).toBeVisible();
    await page.getByText('Faulty pieces', { exact: true }).click();
    await choose(page, [{ name: 'specks.jpg', mimeType: 'image/jpeg', bytes: await sheetJpeg(90, 3) }]);
    await expect(page.getByRole('region', { name: '1 faulty piece' })).toContainText('specks.jpg');
    await expect(page.getByText('With 5 good pictures: of 100 good pieces, at most 17')).toBeVisible();
    await page.getByRole('button', { name: 'Teach', exact: true }).click();
    await expect(page.getByText(/Looking at picture [2-6] of/)).toBeVisible({ timeout: 60_000 });
    const address = page.url();
    await page.close();

    const next = await context.newPage();
    await next.goto(address);
    await expect(next.getByRole('heading', { name: 'My surface is ready' })).toBeVisible({ timeout: 120_000 });
    await expect(next.getByText('Of 100 good pieces like the ones you showed, at most 17')).toBeVisible();
    await expect(next.getByText('It found 1 of 1 faulty piece.')).toBeVisible();
    await next.getByRole('button', { name: 'Use it now' }).click();
    await expect(next.getByText('My surface is ready.')).toBeVisible({ timeout: 60_000 });
    await choose(next, [{ name: 'sheet.jpg', mimeType: 'image/jpeg', bytes: await sheetJpeg(91, 2) }]);
    await expectResult(next);
    await expect(next.getByText('My surface').first()).toBeVisible();
    const nearest = next.getByRole('region', { name: 'Nearest normal part' });
    await nearest.getByRole('button', { name: 'Show it for region 1' }).click();
    await expect(nearest).toContainText(/times the limit away from what is normal/, { timeout: 30_000 });
    await expect(
      nearest.getByRole('img', { name: /^picture [1-5] of 5 that the pack was taught with \(sheet-\d\.jpg\): / }),
    ).toBeVisible();
    await context.setOffline(false);

    await show(next, '/packs');
    await next.getByRole('link', { name: /My surface/ }).click();
    await next.getByRole('button', { name: 'Delete this pack' }).click();
    await next.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(next.getByRole('heading', { name: 'No packs of yours yet' })).toBeVisible();
    await show(next, '/teach');
    await expect(next.getByText('Pack deleted')).toBeVisible();
    await show(next, address);
    await expect(next.getByText('This pack was deleted: teach again')).toBeVisible();
    await expect(next.getByRole('button', { name: 'Use it now' })).toHaveCount(0);
  },
);

test('TCH-43 pictures come from a ZIP file and from the history; a cancelled teaching keeps them', async ({ page }) => {
  test.setTimeout(180_000);
  await openResult(page, 'thermal');
  await show(page, '/teach');
  await begin(page);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose ZIP' }).click();
  await (
    await chooser
  ).setFiles({ name: 'good.zip', mimeType: 'application/zip', buffer: await zipOf(await sheets(4)) });
  await expect(page.getByText('4 pictures added.')).toBeVisible();
  await page.getByRole('button', { name: 'From the history' }).click();
  await page.getByRole('checkbox', { name: /thermal-1/ }).check();
  await page.getByRole('button', { name: 'Add 1 picture' }).click();
  await expect(page.getByRole('region', { name: '5 good pieces' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove thermal-1.jpg' }).click();
  await expect(page.getByRole('region', { name: '4 good pieces' })).toBeVisible();
  await page.getByRole('button', { name: 'Teach', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('region', { name: '4 good pieces' })).toBeVisible();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing taught yet' })).toBeVisible();
});

async function begin(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Teach a new surface' }).click();
  await expect(page.getByRole('heading', { name: 'My surface', level: 1 })).toBeVisible();
}

function sheets(count: number): Promise<readonly TestFile[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, at) => ({
      ...{ name: `sheet-${at + 1}.jpg`, mimeType: 'image/jpeg' },
      bytes: await sheetJpeg(at + 1),
    })),
  );
}

async function zipOf(files: readonly TestFile[]): Promise<Buffer> {
  async function* all(): AsyncGenerator<ArchiveEntry> {
    for (const { name, bytes } of files) {
      const modifiedAt = new Date(Date.UTC(2026, 10, 26));
      yield await Promise.resolve({ name, modifiedAt, packing: 'stored', content: bytes });
    }
  }
  return Buffer.from(await new Response(archiveStream(all())).arrayBuffer());
}
