/**
 * `npm run bench:teach [photos]`: teaching with photos of 12 megapixels. Time of 20 in Node without decoding, then time and memory in Chromium: the
 * proportional memory (PSS, in which each shared page counts once) of all its processes, with its windows, GPU, network and storage. Idle is the empty
 * screen for pictures, two seconds after it was opened. Linux only.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumLaunch } from '../support/chromium';
import { freePort } from '../support/free-port';
import { serverEnv } from '../support/server-env';
import { until } from '../support/until';
import { writeScenePhotos } from './photo';
import { timeTeaching } from './teach-compute';

const root = join(import.meta.dirname, '../..');
const count = Number(process.argv[2] ?? 50);
const megabyte = 1e6;
const kilobyte = 1024;
const restMs = 2000;
const folder = mkdtempSync(join(tmpdir(), 'bench-teach-'));
const paths = await writeScenePhotos(folder, Math.max(count, 20));
console.log(await timeTeaching(paths.slice(0, 20)));

const port = await freePort();
const url = `http://localhost:${port}`;
const env = { ...process.env, ...serverEnv(port) };
const server = spawn(process.execPath, ['build/server.mjs'], { cwd: root, env, stdio: 'ignore' });
const browserServer = await chromium.launchServer(chromiumLaunch());
const browser = await chromium.connect(browserServer.wsEndpoint());
try {
  await until(
    'the server answers',
    () =>
      fetch(url).then(
        ({ ok }) => ok || undefined,
        () => undefined,
      ),
    {
      limitMs: 60_000,
    },
  );
  await measure(await browser.newPage({ baseURL: url }));
} finally {
  await browser.close();
  await browserServer.close();
  server.kill();
  rmSync(folder, { recursive: true });
}

async function measure(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: /^Download/ }).click();
  await page.getByText(/is ready\.$/).waitFor({ timeout: 60_000 });
  await page.goto('/teach');
  await page.getByText('Works without a connection.').waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Teach a new surface' }).click();
  await page.getByRole('heading', { name: 'Add pictures' }).waitFor();
  await page.waitForTimeout(restMs);
  const idle = browserBytes();
  const peak = watchPeak();
  for (let from = 0; from < count; from += 10) {
    await page
      .locator('input[type=file][multiple]')
      .first()
      // Playwright would hold bytes without a file in the page.
      .setInputFiles(paths.slice(from, Math.min(count, from + 10)));
    await page.getByText(new RegExp(`^${Math.min(count, from + 10)} good piece`)).waitFor({ timeout: 120_000 });
  }
  console.log(`adding ${count} photos: ${over(peak.stop(), idle)} over idle`);
  const teaching = watchPeak();
  const startedMs = performance.now();
  await page.getByRole('button', { name: 'Teach', exact: true }).click();
  await page.getByRole('button', { name: 'Use it now' }).waitFor({ timeout: 400_000 });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`teaching ${count} photos: ${seconds} s with decoding, ${over(teaching.stop(), idle)} over idle`);
}

function over(bytes: number, idle: number): string {
  return `${((bytes - idle) / megabyte).toFixed(0)} MB`;
}

/** The highest memory of the browser until `stop` is called. */
function watchPeak(): { readonly stop: () => number } {
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, browserBytes())), 200);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

/** Proportional memory of the processes of this browser. */
function browserBytes(): number {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(all.map((pid) => [pid, parentOf(pid)]));
  const top = String(browserServer.process().pid);
  const isOwn = (pid: string | undefined): boolean => pid !== undefined && (pid === top || isOwn(parents.get(pid)));
  return all.reduce((sum, pid) => sum + (isOwn(pid) ? proportionalBytes(pid) : 0), 0);
}

function parentOf(pid: string): string | undefined {
  return /^PPid:\s*(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1];
}

function proportionalBytes(pid: string): number {
  return kilobyte * Number(/^Pss:\s*(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

/** Empty where the process has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
