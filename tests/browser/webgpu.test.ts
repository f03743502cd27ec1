import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { chromiumLaunch, softwareWebGpu } from '../support/chromium';
import { inspectOk, openTestPage, prepare } from './inspector-page';

const packId = 'transformer-thermal';

test.use({ launchOptions: chromiumLaunch(softwareWebGpu) });

test('INS-2 WebGPU is used only where it agrees with WASM and is faster, else the reason is recorded', async ({
  page,
}) => {
  const file = await readFile('public/samples/thermal-1.jpg');
  await openTestPage(page, packId);
  const { backend } = await prepare(page, packId, 'auto');
  const chosen = await inspectOk(page, packId, file);
  expect(chosen.verdict.provenance).toMatchObject({ ...backend });
  if (backend.backend === 'wasm') expect(['slower', 'wrong-numbers']).toContain(backend.fallback?.kind);
  await prepare(page, packId, 'wasm');
  const plain = await inspectOk(page, packId, file);
  expect(plain.verdict.provenance.backend).toBe('wasm');
  const difference = (chosen.verdict.anomaly?.score ?? 0) - (plain.verdict.anomaly?.score ?? 1);
  expect(Math.abs(difference)).toBeLessThan(0.01);
});
