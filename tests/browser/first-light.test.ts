import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { inspectOk, openTestPage, prepare } from './inspector-page';

const packId = 'transformer-thermal';

test('INS-1 a real pack is fetched, loaded and used on WASM in the built worker', async ({ page }) => {
  await openTestPage(page, packId);
  const loaded = await prepare(page, packId, 'wasm');
  expect(loaded.backend).toEqual({ backend: 'wasm' });
  const { verdict, kept } = await inspectOk(page, packId, await readFile('public/samples/thermal-1.jpg'));
  expect(verdict.provenance).toMatchObject({ packId, packVersion: loaded.pack.version, backend: 'wasm' });
  expect(verdict.anomaly?.score).toBeGreaterThan(0);
  expect(verdict.timings.networkMs).toBeGreaterThan(0);
  const [photo, thumbnail] = kept.map(({ width, height }) => Math.max(width, height));
  expect(photo).toBeLessThanOrEqual(1600);
  expect(thumbnail).toBe(256);
});

test('REC-7 the kept photo and its thumbnail have no metadata, so no position; the capture time is read', async ({
  page,
}) => {
  await openTestPage(page, packId);
  await prepare(page, packId, 'wasm');
  const position = {
    GPSLatitudeRef: 'N',
    GPSLatitude: '13/1 4/1 5/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '80/1 1/1 1/1',
  };
  const tags = { IFD2: { DateTimeOriginal: '2024:03:01 10:20:30' }, IFD3: position };
  const file = await sharp('public/samples/thermal-2.jpg').withExif(tags).jpeg({ quality: 95 }).toBuffer();
  expect(file.includes('Exif')).toBe(true);
  const { kept, captured } = await inspectOk(page, packId, file);
  expect(captured).toEqual({ local: '2024-03-01T10:20:30' });
  expect(kept.map(({ hasExif }) => hasExif)).toEqual([false, false]);
});

test('STO-1 to STO-33 hold on the IndexedDB of this browser', async ({ page }) => {
  await page.goto('/');
  const outcomes = await page.evaluate(async () => (await window.fieldgrade).runStorageContract());
  expect(outcomes.filter((outcome) => outcome.failure !== undefined)).toEqual([]);
  expect(outcomes.length).toBeGreaterThan(10);
});

test('STO-25 everything works with an asynchronous seal: the contracts hold with AES-GCM by WebCrypto', async ({
  page,
}) => {
  await page.goto('/');
  const outcomes = await page.evaluate(async () => (await window.fieldgrade).runEncryptedStorageContract());
  expect(outcomes.filter((outcome) => outcome.failure !== undefined)).toEqual([]);
  expect(outcomes.length).toBeGreaterThan(10);
});

test('INS-3 without WebGPU the reason is recorded with the verdict', async ({ page }) => {
  await openTestPage(page, packId);
  const { backend } = await prepare(page, packId, 'auto');
  expect(backend.backend).toBe('wasm');
  expect(['not-supported', 'no-adapter', 'failed']).toContain(backend.fallback?.kind);
  const { verdict } = await inspectOk(page, packId, await readFile('public/samples/thermal-1.jpg'));
  expect(verdict.provenance.fallback).toEqual(backend.fallback);
});
