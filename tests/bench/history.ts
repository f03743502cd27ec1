/**
 * `npm run bench:history [records] [folder]`: reads of the history and the upgrade to its summaries, in a real Chromium
 * with its database on the disk. Fails where a page or a count takes more than 100 ms. With a folder, the browser's profile
 * is kept there: the next run uses its database again and times only the reads. "cpu" is the processor time of one read in
 * all processes of the browser: other programs do not change it much.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import type { TimedRead } from '../browser/page/history-bench';
import '../browser/page/test-page';
import { chromiumLaunch } from '../support/chromium';
import { cpuMsOf } from './cpu-time';
import { quantilesOf } from './quantiles';

const records = Number(process.argv[2] ?? 100_000);
const mostMs = 100;
const pageDir = join(import.meta.dirname, '../../.vite/test-page');
const origin = 'http://localhost:9';

const keptDir = process.argv[3];
const hasDatabase = keptDir !== undefined && existsSync(keptDir);
const profileDir = keptDir ?? (await mkdtemp(join(tmpdir(), 'fieldgrade-history-')));
try {
  if (!hasDatabase) await inBrowser(upgradeAll);
  // Started again, as on another day: the browser has finished what it does in the background after so many writes.
  await inBrowser(timeReads);
} finally {
  if (keptDir === undefined) await rm(profileDir, { recursive: true, force: true, maxRetries: 5 });
}

async function upgradeAll(page: Page): Promise<void> {
  for (const size of new Set([10_000, records])) {
    const { upgradeMs, longestBlockMs, steps } = await page.evaluate(
      async (count) => (await window.fieldgrade).timeUpgrade(count),
      size,
    );
    const [seconds, blockedMs] = [(upgradeMs / 1000).toFixed(1), longestBlockMs.toFixed(0)];
    console.log(`upgrade of ${size} records from version 2: ${seconds} s, page blocked for ${blockedMs} ms at most`);
    for (const { name, ms } of steps) if (ms >= 100) console.log(`  ${name.padEnd(30)} ${(ms / 1000).toFixed(1)} s`);
  }
}

async function timeReads(page: Page): Promise<void> {
  await page.exposeFunction('usedCpuMs', () => cpuMsOf(profileDir));
  const timed = await page.evaluate(async (count) => (await window.fieldgrade).timeHistory(count), records);
  console.log(`${records} records, milliseconds of ${timed[0]?.timesMs.length ?? 0} runs, page of 100`);
  for (const read of timed) console.log(lineOf(read));
  const all = timed.find(({ name }) => name === 'count: all')?.found;
  if (all !== records) throw new Error(`The folder has ${all} records: give another one, which does not exist yet.`);
  const slow = timed.filter(({ timesMs }) => quantilesOf(timesMs).p90 > mostMs);
  console.log(`${timed.length} reads, ${slow.length} with p90 above ${mostMs} ms`);
  process.exitCode = slow.length > 0 ? 1 : 0;
}

/** Runs `work` on the test page in a separate browser over the shared profile. */
async function inBrowser(work: (page: Page) => Promise<void>): Promise<void> {
  const context = await chromium.launchPersistentContext(profileDir, chromiumLaunch());
  try {
    await serveTestPage(context);
    const page = await context.newPage();
    await page.goto(`${origin}/`);
    const version = context.browser()?.version() ?? '';
    console.log(`Chromium ${version}, database on disk, load ${loadavg()[0]?.toFixed(1) ?? '?'}`);
    await work(page);
  } finally {
    await context.close();
  }
}

function lineOf({ name, found, timesMs, cpuMs }: TimedRead): string {
  const { p50, p90 } = quantilesOf(timesMs);
  const [first = NaN] = timesMs;
  const columns = [
    `first ${first.toFixed(1)}`,
    `min ${Math.min(...timesMs).toFixed(1)}`,
    `p50 ${p50.toFixed(1)}`,
    `p90 ${p90.toFixed(1)}`,
    `max ${Math.max(...timesMs).toFixed(1)}`,
    `cpu ${cpuMs.toFixed(1)}`,
  ];
  return `  ${name.padEnd(62)} ${String(found).padStart(6)}  ${columns.map((column) => column.padStart(12)).join('')}`;
}

/** Answers from the built test page, so that no server is needed. */
async function serveTestPage(target: BrowserContext): Promise<void> {
  const types: Readonly<Record<string, string>> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.json': 'application/json',
  };
  await target.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const name = pathname === '/' ? 'index.html' : pathname.slice(1);
    const body = await readFile(join(pageDir, name)).catch(() => undefined);
    if (body === undefined) await route.fulfill({ status: 404 });
    else await route.fulfill({ body, contentType: types[extname(name)] ?? 'application/octet-stream' });
  });
}
