/**
 * `npm run bench:report-opening [findings]`: how long a report of so many findings takes to open on the built app, until its first
 * page is shown and until it can be printed, with the long tasks of the page. The records are copies of an inspected sample,
 * each with another photo. `BENCH_URL`: the address of an app that is served already, for example another build.
 */
import { spawn } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumLaunch } from '../support/chromium';
import { copyRecord } from '../support/copy-record';
import { freePort } from '../support/free-port';
import { serverEnv } from '../support/server-env';
import { until } from '../support/until';
import { chooseReadyPack } from './choose-pack';
import { cpuMsOfTasks, describeTasks, traceTasks } from './traced-tasks';

const findings = Number(process.argv[2] ?? 300);
const runs = 3;
const root = join(import.meta.dirname, '../..');
const packTitle = 'Transformer (thermal)';

const url = process.env['BENCH_URL'];
const port = await freePort();
const server = url === undefined ? startServer() : undefined;
const browser = await chromium.launch(chromiumLaunch());
try {
  const baseURL = url ?? `http://localhost:${port}`;
  await until('the server answers', async () => ((await answers(baseURL)) ? true : undefined), { limitMs: 180_000 });
  const page = await (await browser.newContext({ baseURL, viewport: { width: 1280, height: 800 } })).newPage();
  await inspectSample(page);
  await page.evaluate(copyRecord, findings - 1);
  for (let run = 0; run < runs; run += 1) await openReport(page);
} finally {
  await browser.close();
  server?.kill();
}

function startServer() {
  const env = { ...process.env, ...serverEnv(port) };
  return spawn(process.execPath, ['build/server.mjs'], { cwd: root, env, stdio: 'ignore' });
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}

async function inspectSample(page: Page): Promise<void> {
  await chooseReadyPack(page, packTitle);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose pictures' }).click(),
  ]);
  await chooser.setFiles([join(root, 'public/samples/thermal-2.jpg')]);
  await page.waitForURL(/inspection/, { timeout: 120_000 });
}

/** Opens the report and prints how long it took. */
async function openReport(page: Page): Promise<void> {
  let [firstPageMs, completeMs] = [NaN, NaN];
  const { main } = await traceTasks(browser, page, async () => {
    await page.goto('/report', { waitUntil: 'commit' });
    await page.getByRole('heading', { name: 'Inspection report' }).waitFor({ timeout: 120_000 });
    firstPageMs = await page.evaluate(() => performance.now());
    await page.getByRole('button', { name: 'Print or save as PDF', disabled: false }).waitFor({ timeout: 120_000 });
    completeMs = await page.evaluate(() => performance.now());
  });
  const pages = await page.locator('[data-report-page]').count();
  console.log(
    `${pages} pages: the first after ${firstPageMs.toFixed(0)} ms, all after ${completeMs.toFixed(0)} ms (load ${loadavg()[0]?.toFixed(1) ?? '?'}); ` +
      `main thread ${cpuMsOfTasks(main).toFixed(0)} ms of processor time, ${describeTasks(main, 3)}`,
  );
}
