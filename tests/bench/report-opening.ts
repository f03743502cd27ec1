/**
 * `npm run bench:report-opening [findings]`: how long a report of so many findings takes to open on the built app, until its first
 * page is shown and until it can be printed, with the long tasks of the page. The records are copies of an inspected sample,
 * each with its own photo.
 */
import { spawn } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumLaunch } from '../support/chromium';
import { freePort } from '../support/free-port';
import { serverEnv } from '../support/server-env';
import { until } from '../support/until';

const findings = Number(process.argv[2] ?? 300);
const runs = 3;
const packTitle = 'Transformer (thermal)';

/** What the page of the report tells, in milliseconds since its start. */
interface Opening {
  readonly firstPageMs: number;
  readonly completeMs: number;
  readonly scriptMs: number;
  readonly longTasksMs: readonly number[];
}

const port = await freePort();
const root = process.env['BENCH_ROOT'] ?? join(import.meta.dirname, '../..');
const env = { ...process.env, ...serverEnv(port) };
const server = spawn(process.execPath, ['build/server.mjs'], { cwd: root, env, stdio: 'ignore' });
const browser = await chromium.launch(chromiumLaunch());
try {
  const url = `http://localhost:${port}`;
  await until('the server answers', async () => ((await answers(url)) ? true : undefined), { limitMs: 180_000 });
  const page = await (await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 } })).newPage();
  await inspectSample(page);
  await page.evaluate(copyRecord, findings - 1);
  await page.addInitScript(collectTasks);
  for (let run = 0; run < runs; run += 1) console.log(lineOf(await openReport(page)));
} finally {
  await browser.close();
  server.kill();
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
  await chooser.setFiles([join(root, 'public/samples/thermal-1.jpg')]);
  await page.waitForURL(/inspection/, { timeout: 120_000 });
}

/** In the page: `count` copies of the only record, each with another photo. */
async function copyRecord(count: number): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('fieldgrade');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error('no database'));
  });
  const read = (store: string, key?: string) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      const rows = database.transaction(store).objectStore(store);
      const request = key === undefined ? rows.getAll(null, 1) : rows.getAll(key);
      request.onsuccess = () => resolve((request.result as Record<string, unknown>[])[0] ?? {});
      request.onerror = () => reject(request.error ?? new Error('read failed'));
    });
  const row = await read('records');
  const summary = await read('summaries');
  const content = row['content'] as { readonly photo: { readonly sha256: string } };
  const blob = await read('blobs', content.photo.sha256);
  const photo = new Uint8Array(blob['bytes'] as ArrayBuffer);
  for (let copy = 0; copy < count; copy += 1) {
    // A JPEG may have bytes after its end.
    const bytes = Uint8Array.from([...photo, copy >> 8, copy & 255]).buffer;
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const id = crypto.randomUUID();
    const record = { ...content, id, photo: { ...content.photo, sha256, bytes: bytes.byteLength } };
    const transaction = database.transaction(['records', 'summaries', 'blobs'], 'readwrite');
    transaction.objectStore('records').put({ ...row, id, content: record });
    transaction.objectStore('summaries').put({ ...summary, id });
    transaction.objectStore('blobs').put({ ...blob, sha256, bytes });
    await new Promise((resolve) => (transaction.oncomplete = resolve));
  }
  database.close();
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
  return { firstPageMs, completeMs, scriptMs: seconds * 1000, longTasksMs };
}

function lineOf({ firstPageMs, completeMs, scriptMs, longTasksMs }: Opening): string {
  const longest = longTasksMs
    .toSorted((a, b) => b - a)
    .slice(0, 3)
    .map((ms) => ms.toFixed(0));
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  return (
    `${findings} findings: first page after ${firstPageMs.toFixed(0)} ms, complete after ${completeMs.toFixed(0)} ms, ` +
    `tasks of the page ${scriptMs.toFixed(0)} ms, longest ${longest.join(', ')} ms (load ${load})`
  );
}
