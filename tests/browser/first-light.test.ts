import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
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

test('STO-1 to STO-31 hold on the IndexedDB of this browser', async ({ page }) => {
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
