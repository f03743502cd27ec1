import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { deflateSync, crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { until } from '../support/until';
import { BrowserDevice, makeReady } from './support/browser-device';
import { countRows, readOrigins } from './support/page-database';
import { runDrill } from './support/run-drill';

/** `DRILL_PICTURES` sets how many; CI takes 1,000. Every tenth is no picture, and every tenth but one is a copy of the one before. */
const count = Number(process.env['DRILL_PICTURES'] ?? 300);
const sidePx = 8;
const limitMs = 400_000;
const everyMs = 500;

test('DRL-45 a large batch of pictures with bad files, whose tab is killed and closed: no picture is lost or saved twice', () =>
  runDrill('large batch', {}, async ({ proxy, ledger }) => {
    // It is not registered: sending is the subject of other drills.
    const device = await BrowserDevice.open({ url: proxy.url, ledger, hasFastWebAssembly: true });
    const folder = await mkdtemp(join(tmpdir(), 'fieldgrade-batch-'));
    try {
      const first = await device.newTab('/');
      await makeReady(first);
      await givePaths(first, await writePictures(folder));
      await untilStored(first);
      const longestMs = await first.evaluate(() => Reflect.get(globalThis, 'drillLongestTaskMs') as number);
      await untilSaved(first, 0.2);
      await device.killTabs();
      const second = await goOn(device);
      await untilSaved(second, 0.5);
      await second.close();
      const third = await goOn(device);
      await untilSaved(third, 1);
      const origins = await readOrigins(third);
      expect(origins.map(({ fileName }) => fileName).sort()).toEqual(wantedNames());
      const [batchId, ...otherIds] = new Set(origins.map((origin) => origin.batchId));
      expect(otherIds).toEqual([]);
      await checkScreen(third, batchId ?? '');
      console.log(`large batch: longest task of the page while ${count} were added ${longestMs} ms`);
    } finally {
      await device.close();
      await rm(folder, { recursive: true });
    }
  }));

/** Names of the pictures that get a result: the first of each file, in order. */
function wantedNames(): readonly string[] {
  return Array.from({ length: count }, (_, at) => at)
    .filter((at) => kindOf(at) === 'picture')
    .map(nameOf)
    .sort();
}

function kindOf(at: number): 'picture' | 'text' | 'copy' {
  if (at % 10 === 9) return 'text';
  return at % 10 === 8 ? 'copy' : 'picture';
}

function nameOf(at: number): string {
  return `picture-${String(at).padStart(5, '0')}.png`;
}

async function writePictures(folder: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const kind = kindOf(at);
    const bytes = kind === 'text' ? Buffer.from(`no picture ${at}`) : madePng(kind === 'copy' ? at - 1 : at);
    paths.push(join(folder, nameOf(at)));
    await writeFile(paths.at(-1) ?? '', bytes);
  }
  return paths;
}

/** A small grey PNG whose pixels are the number `at`. */
function madePng(at: number): Buffer {
  const rows = Buffer.alloc(sidePx * (sidePx + 1));
  rows.writeUInt32BE(at, 1);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(sidePx, 0);
  head.writeUInt32BE(sidePx, 4);
  head.writeUInt8(8, 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** Chooses files by path, as a user does, and measures the longest task of the page from now on. */
async function givePaths(page: Page, paths: readonly string[]): Promise<void> {
  await page.evaluate(() => {
    let longest = 0;
    Reflect.set(globalThis, 'drillLongestTaskMs', 0);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
      Reflect.set(globalThis, 'drillLongestTaskMs', Math.round(longest));
    }).observe({ type: 'longtask' });
  });
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose pictures' }).click(),
  ]);
  await chooser.setFiles([...paths]);
}

/** Waits until nothing of the batch is only in the memory of the page. */
async function untilStored(page: Page): Promise<void> {
  const stored = async () => (await countRows(page, 'records')) + (await countRows(page, 'batchPictures')) >= count;
  await until('all pictures are stored', async () => ((await stored()) ? true : undefined), { limitMs, everyMs });
}

/** Waits until so large a share of the pictures that can be inspected has a result. */
async function untilSaved(page: Page, share: number): Promise<void> {
  const wanted = Math.floor(wantedNames().length * share);
  const saved = async () => (await countRows(page, 'records')) >= wanted;
  await until(`${wanted} are saved`, async () => ((await saved()) ? true : undefined), { limitMs, everyMs });
}

/** A new tab: it says that the batch goes on. */
async function goOn(device: BrowserDevice): Promise<Page> {
  const page = await device.newTab('/history');
  await page.getByText(/pictures of the batch of .+ are inspected now\./).waitFor({ timeout: 60_000 });
  return page;
}

async function checkScreen(page: Page, batchId: string): Promise<void> {
  await page.goto(`/batch/${batchId}`);
  const of = (kind: string) => Array.from({ length: count }, (_, at) => at).filter((at) => kindOf(at) === kind).length;
  const all = count.toLocaleString('en');
  await page.getByText(`${all} of ${all} done`).waitFor({ timeout: 60_000 });
  const summary = await page.getByRole('region', { name: 'Summary' }).innerText();
  expect(summary).toMatch(new RegExp(`Could not be inspected\\s+${of('text')}`));
  expect(summary).toMatch(new RegExp(`Already inspected\\s+${of('copy')}`));
  expect(await page.locator('.picture-row').count()).toBeLessThan(60);
}
