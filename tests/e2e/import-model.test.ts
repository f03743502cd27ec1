/** Networks of other programs as packs, and packs as ONNX files, in the built app. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { show } from './every-screen';
import { choose, expect, expectResult, openPack, openWithPack, sampleFile, test } from './field-page';

const networks = 'tests/fixtures/parity/imported';

test('IMP-3 IMP-6 IMP-9 PKF-11 a classifier is imported, tried, saved, used and written as ONNX, offline', async ({
  page,
  context,
}) => {
  await openWithPack(page, 'thermal');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await show(page, '/packs/import');
  await expect(page.getByRole('button', { name: 'Choose an ONNX file' })).toBeVisible();
  await context.setOffline(true);
  await choosing(
    page,
    'Choose an ONNX file',
    'leaf.onnx',
    await readFile(join(networks, 'timm-classifier', 'network.onnx')),
  );
  await expect(page.getByText('input, 16 × 16 px, 3 channels')).toBeVisible();
  await expect(page.getByLabel('The output gives')).toHaveValue('softmax');
  await expect(page.getByText('The output has 3 classes.')).toBeVisible();
  await choosing(
    page,
    'Read classes from a file',
    'config.json',
    Buffer.from('{"id2label":{"0":"good","1":"spotted","2":"dry"}}'),
  );
  await expect(page.getByLabel('Classes, one a line, in the order of the output')).toHaveValue('good\nspotted\ndry');
  await choosing(page, 'Choose a picture', 'leaf.jpg', sampleFile('thermal-2.jpg').bytes);
  await expect(page.getByRole('heading', { name: 'Result for leaf.jpg' })).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('.share-value')).toHaveCount(3);

  // A result holds for its answers only.
  await page.getByLabel('Scale of the values').selectOption('zero-one');
  await expect(page.getByRole('heading', { name: 'Result for leaf.jpg' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Result for leaf.jpg' })).toBeVisible();
  const scaled = await page.locator('.share-value').allTextContents();
  await page.getByLabel('Scale of the values').selectOption('own');
  for (const name of ['Mean, 1st', 'Mean, 2nd', 'Mean, 3rd']) await page.getByLabel(`${name} channel`).fill('0');
  for (const name of ['1st', '2nd']) await page.getByLabel(`Deviation, ${name} channel`).fill('1');
  await page.getByLabel('Deviation, 3rd channel').fill('0');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toContainText('Deviation and scale must be above 0.');
  await page.getByLabel('Deviation, 3rd channel').fill('1');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('.share-value')).toHaveText(scaled);
  await page.getByLabel('Name of the pack').fill('Leaves');
  await page.getByRole('button', { name: 'Save as a pack' }).click();
  await page.getByRole('link', { name: 'Open the pack' }).click();
  await expect(page.getByRole('heading', { name: 'Leaves', level: 1 })).toBeVisible();
  await expect(page.getByText(/^Imported from an ONNX file/)).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as ONNX' }).click();
  expect((await download).suggestedFilename()).toBe('Leaves-1.0.0.onnx');
  await openPack(page, 'Leaves');
  await choose(page, [sampleFile('thermal-2.jpg')]);
  await expectResult(page);
  await expect(page.getByRole('main').getByRole('status')).toContainText(/Good|Spotted|Dry/);
});

test('IMP-2 IMP-6 an anomalib model is imported with its score and map', async ({ page }) => {
  await openWithPack(page, 'thermal');
  await show(page, '/packs/import');
  await choosing(
    page,
    'Choose an ONNX file',
    'plate.onnx',
    await readFile(join(networks, 'anomalib-two', 'network.onnx')),
  );
  await expect(page.getByLabel('Kind of model')).toHaveValue('anomaly');
  await expect(page.getByLabel('Output with the map')).toHaveValue('anomaly_map');
  await choosing(page, 'Choose a picture', 'plate.jpg', sampleFile('thermal-2.jpg').bytes);
  await expect(page.getByText(/^Score 0\.\d{3} of 1: (anomalous|normal)$/)).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Save as a pack' }).click();
  await page.getByRole('link', { name: 'Open the pack' }).click();
  await expect(page.getByText('Not measured: the pack was imported from another program')).toBeVisible();
});

test('IMP-4 IMP-6 unfit files and answers are refused with the reason', async ({ page }) => {
  await openWithPack(page, 'thermal');
  await show(page, '/packs/import');
  await choosing(page, 'Choose an ONNX file', 'holiday.onnx', Buffer.from('not a model'));
  await expect(page.getByRole('alert')).toContainText('This is not an ONNX model');
  await choosing(
    page,
    'Choose an ONNX file',
    'plate.onnx',
    await readFile(join(networks, 'anomalib-two', 'network.onnx')),
  );
  await page.getByLabel('Output with the map').selectOption('pred_score');
  await choosing(page, 'Choose a picture', 'plate.jpg', sampleFile('thermal-2.jpg').bytes);
  await expect(page.getByRole('alert')).toContainText('The output pred_score gives no map', { timeout: 60_000 });
});

async function choosing(page: Page, button: string, name: string, bytes: Uint8Array): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
}
