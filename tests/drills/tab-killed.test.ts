import type { Page } from '@playwright/test';
import { expect, test } from 'vitest';
import { noFaults } from '../support/network-fault';
import { printedSeed } from '../support/seeded-random';
import { until } from '../support/until';
import {
  givePicture,
  haltPageAt,
  makeReady,
  pathWithoutPack,
  showInspect,
  waitUntilSent,
  type BrowserDevice,
} from './support/browser-device';
import { intakeUnreachable, runBrowserDrill, type BrowserDrill } from './support/run-browser-drill';
import { readDatabase } from './support/page-database';

/**
 * `DRILL_EVERY=1` stops at every step, the default at every fifth; CI takes every third (`DRILL_TAB_EVERY`). The printed seed decides which
 * one is the first.
 */
const every = Number(process.env['DRILL_EVERY'] ?? process.env['DRILL_TAB_EVERY'] ?? 5);
const fewestSteps = 20;
/** Every third stopped tab is closed, the others are killed. The seed decides which one is closed first. */
const closeEvery = 3;
/**
 * A tab that is closed must come out of its halt to end. While it halts, its renderer process lives on after `page.close()`,
 * because the service worker runs in it, and Chromium would commit the next navigation to this site in that same process.
 */
const haltBeforeCloseMs = 2_000;

/** One stop: at which step, and how the tab ends there. */
interface Stop {
  readonly step: number;
  readonly ending: 'killed' | 'closed';
}

test('DRL-40 the tab is killed or closed at the steps of saving and sending: every saved record arrives once and none is stored in part', () =>
  runBrowserDrill('tab killed', async (context) => {
    const seed = printedSeed('tab killed, first step');
    const log: string[] = [];
    let next: Page | undefined = context.page;
    for (let index = 0; next !== undefined; index += 1) next = await stopAt(next, stopOf(seed, index), context, log);
    console.log(`steps of one saving and sending:\n${log.join('\n')}`);
    expect(log.length).toBeGreaterThan(fewestSteps);
  }));

function stopOf(seed: number, index: number): Stop {
  const isClosed = (index + Math.floor(seed / every)) % closeEvery === 0;
  return { step: 1 + (seed % every) + index * every, ending: isClosed ? 'closed' : 'killed' };
}

/**
 * Saves and sends a picture in a tab that halts at the stop's step, ends the tab there, and checks in a new one. Returns the new tab,
 * which shows the screen for adding pictures, or undefined if there is no such step.
 */
async function stopAt(
  page: Page,
  stop: Stop,
  { device, proxy }: BrowserDrill,
  log: string[],
): Promise<Page | undefined> {
  await makeReady(page);
  const seen: string[] = [];
  page.on('console', (message) => seen.push(message.text()));
  const before = (await readDatabase(page)).recordIds.length;
  await haltPageAt(page, stop.step, stop.ending === 'closed' ? haltBeforeCloseMs : Infinity);
  await givePicture(page);
  const reached = await stoppedOrSent(page, seen, stop.step, before);
  const steps = seen.filter((line) => line.startsWith('drill: step'));
  log.splice(0, log.length, ...steps);
  // What a closing tab still saves must not be sent before the test has noted it.
  proxy.setPlan(intakeUnreachable);
  await (reached === 'sent' || stop.ending === 'closed' ? page.close() : device.killTabs());
  const next = await device.newTab(pathWithoutPack);
  await checkNothingInPart(next, device, proxy, seen, steps);
  if (reached === 'sent') return undefined;
  await showInspect(next);
  return next;
}

/** A read of the database never ends if the tab halts meanwhile, so the step is watched beside it. */
function stoppedOrSent(page: Page, seen: readonly string[], step: number, before: number): Promise<'stopped' | 'sent'> {
  const stopped = until(
    `step ${step} is reached`,
    () => {
      if (page.isClosed()) return 'sent';
      return seen.some((line) => line.startsWith(`drill: step ${step} `)) ? 'stopped' : undefined;
    },
    { limitMs: 120_000 },
  );
  const sent = until(
    'the picture is sent',
    async () => {
      if (!seen.some((line) => line.includes('committed outbox,receipts,settings'))) return undefined;
      const { recordIds, outbox } = await readDatabase(page);
      return recordIds.length > before && outbox.length === 0 ? 'sent' : undefined;
    },
    { limitMs: 120_000 },
  );
  return Promise.race([stopped, sent]);
}

/** While the intake is out of reach, nothing changes: each record has its change or its receipt, and the other way round. */
async function checkNothingInPart(
  page: Page,
  device: BrowserDevice,
  proxy: BrowserDrill['proxy'],
  seen: readonly string[],
  steps: readonly string[],
): Promise<void> {
  // The picture of the tab that ended goes on in this one.
  await until(
    'the picture that was added is inspected',
    async () => ((await readDatabase(page)).waitingPictures === 0 ? true : undefined),
    { limitMs: 90_000, everyMs: 200 },
  );
  const { recordIds, outbox, deliveredRecordIds } = await readDatabase(page);
  const known = new Set([...outbox.map(({ recordId }) => recordId), ...deliveredRecordIds]);
  expect([...recordIds].sort()).toEqual([...known].sort());
  await noteCommitted(device, page, seen, steps);
  await device.note(page);
  proxy.setPlan(noFaults);
  await waitUntilSent(page);
}

/** A row whose transaction was committed before the tab ended counts as saved; its receipt may have arrived since. */
async function noteCommitted(
  device: BrowserDevice,
  page: Page,
  seen: readonly string[],
  steps: readonly string[],
): Promise<void> {
  if (!steps.some((line) => line.includes('committed records'))) return;
  const row = seen.find((line) => line.startsWith('drill: row '))?.slice('drill: row '.length) ?? '';
  const { changeId } = JSON.parse(row) as { readonly changeId: string };
  await device.noteText(page, changeId, row);
}
