/** Stage timings in Chromium, the bytes of a first visit, and the time of a warm reload: on the built app and test page. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import type { StageTimings } from '../../src/domain/inspection';
import type { Pack } from '../../src/domain/pack';
import { inspectOk, openTestPage, prepare } from '../browser/inspector-page';
import { chromiumLaunch } from '../support/chromium';
import { serverEnv } from '../support/server-env';
import { quantilesOf, stageTable } from './quantiles';
import { openTfjs, timeTfjs } from './tfjs';

const root = join(import.meta.dirname, '../..');

/** Stages of `runs` inspections of each pack's photo on WASM with one thread, one warm-up left out; then the visits. */
export async function benchChromium(photos: ReadonlyMap<string, Uint8Array>, runs: number): Promise<string> {
  const browser = await chromium.launch(chromiumLaunch());
  try {
    const tables = await onServer('.vite/test-node/serve-test-page.mjs', async (url) => {
      const done: string[] = [];
      for (const [packId, photo] of photos) done.push(await benchPack(browser, { url, packId, photo, runs }));
      return done;
    });
    const visits = await onServer('build/server.mjs', (url) => benchVisits(browser, url, runs));
    return [...tables, visits].join('\n');
  } finally {
    await browser.close();
  }
}

interface PackBench {
  readonly url: string;
  readonly packId: string;
  readonly photo: Uint8Array;
  readonly runs: number;
}

async function benchPack(browser: Browser, { url, packId, photo, runs }: PackBench): Promise<string> {
  const page = await browser.newPage({ baseURL: url });
  await openTestPage(page, packId);
  const { loadMs } = await prepare(page, packId, 'wasm');
  const decoding = await timeDecoding(page, packId, photo, runs);
  const { timings, tfjsMs } = await timeBoth(browser, page, { url, packId, photo, runs });
  await page.close();
  const stages = stageTable(`Chromium ${browser.version()}, WASM, one thread, ${packId}, ${runs} runs`, {
    'load (WASM, golden picture)': [loadMs],
    decode: timings.map(({ decodeMs }) => decodeMs),
    resize: timings.map(({ resizeMs }) => resizeMs),
    network: timings.map(({ networkMs }) => networkMs),
    judge: timings.map(({ judgeMs }) => judgeMs),
    total: timings.map(({ totalMs }) => totalMs),
    'TF.js MobileNetV2, total': tfjsMs,
  });
  const share = quantilesOf(timings.map(({ totalMs }) => totalMs)).p50 / quantilesOf(tfjsMs).p50;
  return `${stages}\n  total / TF.js: ${share.toFixed(3)} (budget 1)\n${decoding}`;
}

/** Inspections here and passes of TF.js in turn, one warm-up of each left out. */
async function timeBoth(browser: Browser, page: Page, { packId, photo, runs }: PackBench) {
  const tfjs = await openTfjs(browser, photo);
  const timings: StageTimings[] = [];
  const tfjsMs: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const { verdict } = await inspectOk(page, packId, photo);
    const otherMs = await timeTfjs(tfjs);
    if (run === 0) continue;
    timings.push(verdict.timings);
    tfjsMs.push(otherMs);
  }
  await tfjs.close();
  return { timings, tfjsMs };
}

/** Decoding and resizing at the whole size and at the needed one, in one page. */
async function timeDecoding(page: Page, packId: string, photo: Uint8Array, runs: number): Promise<string> {
  const { input } = JSON.parse(await readFile(join(root, 'models', packId, 'pack.json'), 'utf8')) as Pick<
    Pack,
    'input'
  >;
  const { wholeMs, reducedMs } = await page.evaluate(
    async ({ base64, wanted, times }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      return (await window.fieldgrade).timeDecoding(bytes.buffer, wanted, times);
    },
    { base64: Buffer.from(photo).toString('base64'), wanted: input, times: runs },
  );
  const share = quantilesOf(reducedMs).p50 / quantilesOf(wholeMs).p50;
  const table = stageTable(`Decode and resize, ${packId}, ${runs} runs`, {
    'whole size': wholeMs,
    'needed size': reducedMs,
  });
  return `${table}\n  needed / whole: ${share.toFixed(3)} (budget 0.3)`;
}

/** A first visit to an empty browser until everything is precached, then reloads. */
async function benchVisits(browser: Browser, url: string, runs: number): Promise<string> {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  const bytes = await countTransferred(context, page, () => firstVisit(page));
  const reloadMs: number[] = [];
  for (let run = 0; run < runs; run++) reloadMs.push(await reloadUntilReady(page));
  await context.close();
  const { p50, p90 } = quantilesOf(reloadMs);
  const total = [...bytes.values()].reduce((sum, part) => sum + part, 0);
  return [
    `First visit, as transferred: ${kilobytes(total)}`,
    ...[...bytes].sort((a, b) => b[1] - a[1]).map(([path, part]) => `  ${kilobytes(part).padStart(12)}  ${path}`),
    `Warm reload until the first screen is drawn: p50 ${p50.toFixed(0)} ms, p90 ${p90.toFixed(0)} ms`,
  ].join('\n');
}

async function firstVisit(page: Page): Promise<void> {
  await page.goto('/');
  await page.locator('#app > *').first().waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
}

/** Ready means that the packs are listed. */
async function reloadUntilReady(page: Page): Promise<number> {
  const startedMs = performance.now();
  await page.reload();
  await page.getByRole('radio').first().waitFor();
  return performance.now() - startedMs;
}

/** Transferred body bytes by path, with those of the service worker, without caches. */
async function countTransferred(context: BrowserContext, page: Page, visit: () => Promise<void>) {
  const bytes = new Map<string, number>();
  const sizes: Promise<void>[] = [];
  context.on('requestfinished', (request) => {
    sizes.push(
      request.sizes().then(({ responseBodySize }) => {
        const path = new URL(request.url()).pathname;
        bytes.set(path, Math.max(bytes.get(path) ?? 0, responseBodySize));
      }),
    );
  });
  await visit();
  await page.waitForLoadState('networkidle');
  await Promise.all(sizes);
  return bytes;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** Runs `work` with a server on a free port. */
async function onServer<Value>(script: string, work: (url: string) => Promise<Value>): Promise<Value> {
  const port = await freePort();
  const env = { ...process.env, ...serverEnv(port) };
  const server = spawn(process.execPath, [script], { cwd: root, env, stdio: 'ignore' });
  try {
    const url = `http://localhost:${port}`;
    await waitForServer(url, server);
    return await work(url);
  } finally {
    server.kill();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

async function waitForServer(url: string, server: ChildProcess): Promise<void> {
  while (server.exitCode === null) {
    try {
      await fetch(url);
      return;
    } catch {
      // The port is not open yet.
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error('the server ended; is the app built (npm run build)?');
}
