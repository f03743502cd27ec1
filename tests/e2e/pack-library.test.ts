/** Packs as files: import, versions, comparison, name, export. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { findPack, readPack } from '../../node-host/pack-folder';
import type { PackBytes } from '../../src/domain/loaded-pack';
import { packedFile } from '../support/field-pack-file';
import { show } from './every-screen';
import { goTo, expect, openWithPack, test, openResult } from './field-page';

const id = 'taught-0a1b2c3d';
const taughtAt = '2026-11-26T10:00:00Z';

test('PKF-9 PKF-10 a pack file is installed on consent, compared, reverted, renamed and exported, offline', async ({
  page,
  context,
}) => {
  await openResult(page, 'thermal', 'last');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);

  await goTo(page, 'Settings');
  await page.getByRole('link', { name: 'Your packs and pack files' }).click();
  await openFile(page, await fileOf('1.0.0', 1));
  await expect(page.getByRole('heading', { name: 'Install Yard 1.0.0?' })).toBeVisible();
  await expect(page.getByText('Test phone')).toBeVisible();
  await expect(page.getByText(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/)).toBeVisible();
  await page.getByRole('button', { name: 'Install', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Yard 1.0.0 is installed.' })).toBeVisible();
  // No score reaches the threshold of this version.
  await openFile(page, await fileOf('1.1.0', 100));
  await expect(page.getByText('This device has version 1.0.0.')).toBeVisible();
  await page.getByRole('button', { name: 'Install', exact: true }).click();
  await page.getByRole('link', { name: 'Versions and sharing' }).click();

  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.getByText('1 result changes in 1 photo.')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Use version 1.0.0' }).click();
  await expect(page.getByRole('button', { name: 'Use version 1.1.0' })).toBeVisible();
  await page.getByLabel('Name of the pack').fill('Main yard');
  await page.getByRole('button', { name: 'Save the name' }).click();
  await expect(page.getByRole('heading', { name: 'Main yard', level: 1 })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Version 1.1.1' })).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('Main-yard-1.1.1.fieldpack');
  expect((await readFile(await file.path())).byteLength).toBeLessThan(1e6);

  await page.getByRole('button', { name: 'Delete this pack' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No packs of yours yet')).toBeVisible();
});

test('PKF-9 a changed pack file is refused with the reason', async ({ page }) => {
  await openWithPack(page, 'thermal');
  await show(page, '/packs');
  const file = await fileOf('1.0.0', 1);
  file[file.byteLength >> 1] = (file[file.byteLength >> 1] ?? 0) ^ 255;
  await openFile(page, file);
  await expect(page.getByRole('alert')).toContainText('damaged');
  await expect(page.getByRole('button', { name: 'Choose another file' })).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByText('No packs of yours yet')).toBeVisible();
});

async function openFile(page: Page, file: Uint8Array): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a pack file' }).click();
  const buffer = Buffer.from(file);
  await (await chooser).setFiles({ name: 'yard.fieldpack', mimeType: 'application/octet-stream', buffer });
}

/** The thermal pack as a taught one, its thresholds times `factor`, without the network. */
async function fileOf(version: string, factor: number): Promise<Uint8Array> {
  const found = await findPack('models/transformer-thermal');
  if (found === undefined || 'fault' in found) throw new Error('the thermal pack cannot be read');
  const read = await readPack(found);
  if (!read.ok || found.pack.anomaly === undefined) throw new Error('the thermal pack lacks a file');
  const { threshold, mapThreshold } = found.pack.anomaly.calibration;
  const calibration = {
    ...found.pack.anomaly.calibration,
    ...{ threshold: threshold * factor, mapThreshold: mapThreshold * factor },
  };
  const taught = {
    basePackId: found.pack.id,
    baseVersion: found.pack.version,
    seed: 1,
    taughtAt,
    pictures: { normal: 9 },
  };
  const manifest = {
    ...found.pack,
    id,
    version,
    title: 'Yard',
    taught,
    anomaly: { ...found.pack.anomaly, calibration },
  };
  const bytes: PackBytes = {
    manifest: new TextEncoder().encode(JSON.stringify(manifest)).buffer,
    files: read.value.files,
  };
  const network = found.pack.files[found.pack.network.file]?.sha256;
  return packedFile(bytes, { leaveOut: new Set(network === undefined ? [] : [network]) });
}
