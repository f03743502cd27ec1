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

const findings = Number(process.argv[2] ?? 300);
const runs = 3;
const root = join(import.meta.dirname, '../..');
const packTitle = 'Transformer (thermal)';

/** What the page of the report tells, in milliseconds since its start. */
interface Opening {
  readonly firstPageMs: number;
  readonly completeMs: number;
  readonly tasksMs: number;
  readonly longTasksMs: readonly number[];
  readonly pages: number;
}

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
  await page.addInitScript(collectTasks);
  for (let run = 0; run < runs; run += 1) console.log(lineOf(await openReport(page)));
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
  await page.goto('/');
  await page.getByRole('radio', { name: packTitle }).click();
  const download = page.getByRole('button', { name: /^Download/ });
  const ready = page.getByText(`${packTitle} is ready.`);
  await download.or(ready).first().waitFor();
  if (await download.isVisible()) await download.click();
  await ready.waitFor({ timeout: 120_000 });
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose pictures' }).click(),
  ]);
  await chooser.setFiles([join(root, 'public/samples/thermal-2.jpg')]);
  await page.waitForURL(/inspection/, { timeout: 120_000 });
}

/** In the page: the duration of every task above 50 ms. */
function collectTasks(): void {
  const tasks: number[] = [];
  Reflect.set(window, 'longTasks', tasks);
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    type: 'longtask',
  });
}

async function openReport(page: Page): Promise<Opening> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.goto('/report', { waitUntil: 'commit' });
  await page.getByRole('heading', { name: 'Inspection report' }).waitFor({ timeout: 120_000 });
  const firstPageMs = await page.evaluate(() => performance.now());
  await page.getByRole('button', { name: 'Print or save as PDF', disabled: false }).waitFor({ timeout: 120_000 });
  const completeMs = await page.evaluate(() => performance.now());
  const { metrics } = await session.send('Performance.getMetrics');
  const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN;
  const longTasksMs = await page.evaluate(() => Array.from(Reflect.get(window, 'longTasks') as readonly number[]));
  await session.detach();
  const pages = await page.locator('[data-report-page]').count();
  return { firstPageMs, completeMs, tasksMs: seconds * 1000, longTasksMs, pages };
}

function lineOf({ firstPageMs, completeMs, tasksMs, longTasksMs, pages }: Opening): string {
  const longest = longTasksMs
    .toSorted((a, b) => b - a)
    .slice(0, 3)
    .map((ms) => ms.toFixed(0));
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  return (
    `${pages} pages: first page after ${firstPageMs.toFixed(0)} ms, complete after ${completeMs.toFixed(0)} ms, ` +
    `tasks of the page ${tasksMs.toFixed(0)} ms, longest ${longest.join(', ')} ms (load ${load})`
  );
}
