import type { Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { fairWeather } from '../support/network-fault';
import { until } from '../support/until';
import { givePicture, makeReady, waitUntilSent, type BrowserDevice } from './support/browser-device';
import { intakeAway, playInBrowser, type BrowserScene } from './support/browser-scene';
import { readDatabase } from './support/page-database';

/** `DRILL_EVERY=1`: at every step; by default at every third, beginning with another one each day of the month. */
const every = Number(process.env['DRILL_EVERY'] ?? 3);
const fewestSteps = 20;

test('DRL-40 the tab is killed at the steps of saving and sending: what was saved arrives once, what was not is not there half', () =>
  playInBrowser('tab killed', async (scene) => {
    const log: string[] = [];
    let step = 1 + (new Date().getDate() % every);
    let wasStopped = true;
    for (; wasStopped; step += every) wasStopped = await killAt(step, scene, log);
    console.log(`steps of one saving and sending:\n${log.join('\n')}`);
    expect(log.length).toBeGreaterThan(fewestSteps);
  }));

/** Saves and sends a picture in a tab that stands still at `step`, and kills it there. False where the step does not exist. */
async function killAt(step: number, { device, proxy, page: first }: BrowserScene, log: string[]): Promise<boolean> {
  const page = step <= every ? first : await device.newTab('/');
  await makeReady(page);
  const seen: string[] = [];
  page.on('console', (message) => seen.push(message.text()));
  const before = (await readDatabase(page)).recordIds.length;
  await page.evaluate((at) => {
    (Reflect.get(globalThis, 'drillStopAt') as (step: number) => void)(at);
  }, step);
  await givePicture(page);
  const ending = await stoppedOrSent(page, seen, step, before);
  const steps = seen.filter((line) => line.startsWith('drill: step'));
  log.splice(0, log.length, ...steps);
  if (ending === 'sent') await page.close();
  else await (step % 3 === 0 ? page.close() : device.killTabs());
  await countHalves(device, proxy, seen, steps);
  return ending === 'stopped';
}

function stoppedOrSent(page: Page, seen: readonly string[], step: number, before: number): Promise<'stopped' | 'sent'> {
  return until(
    `step ${step} is reached or the picture is sent`,
    async () => {
      if (seen.some((line) => line.startsWith(`drill: step ${step} `))) return 'stopped';
      if (!seen.some((line) => line.includes('committed outbox,receipts,settings'))) return undefined;
      const { recordIds, outbox } = await readDatabase(page);
      return recordIds.length > before && outbox.length === 0 ? 'sent' : undefined;
    },
    { limitMs: 120_000 },
  );
}

/** With the intake out of reach, so that nothing moves: a record has its change or its receipt, and the other way round. */
async function countHalves(
  device: BrowserDevice,
  proxy: BrowserScene['proxy'],
  seen: readonly string[],
  steps: readonly string[],
): Promise<void> {
  proxy.setPlan(intakeAway);
  const page = await device.newTab('/');
  const { recordIds, outbox, confirmedRecordIds } = await readDatabase(page);
  const known = new Set([...outbox.map(({ recordId }) => recordId), ...confirmedRecordIds]);
  expect([...recordIds].sort()).toEqual([...known].sort());
  await noteCommitted(device, page, seen, steps);
  await device.note(page);
  proxy.setPlan(fairWeather);
  await waitUntilSent(page);
  await page.close();
}

/** A row whose transaction was committed before the tab died counts as saved, though its receipt may have come since. */
async function noteCommitted(
  device: BrowserDevice,
  page: Page,
  seen: readonly string[],
  steps: readonly string[],
): Promise<void> {
  if (!steps.some((line) => line.includes('committed inspections'))) return;
  const row = seen.find((line) => line.startsWith('drill: row '))?.slice('drill: row '.length) ?? '';
  const { changeId } = JSON.parse(row) as { readonly changeId: string };
  await device.noteText(page, changeId, row);
}
