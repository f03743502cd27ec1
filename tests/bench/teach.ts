/** `npm run bench:teach [photos]`: time and memory of teaching with photos of 12 megapixels in Chromium. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import { chromiumLaunch } from '../support/chromium';
import { freePort } from '../support/free-port';
import { serverEnv } from '../support/server-env';
import { until } from '../support/until';

const root = join(import.meta.dirname, '../..');
const count = Number(process.argv[2] ?? 50);
const megabyte = 1e6;
const pageBytes = 4096;
let scene: Promise<Buffer> | undefined;

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
}

async function measure(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: /^Download/ }).click();
  await page.getByText(/is ready\.$/).waitFor({ timeout: 60_000 });
  await page.goto('/teach');
  await page.getByText('Works without a connection.').waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Teach a new surface' }).click();
  await page.getByRole('heading', { name: 'Add pictures' }).waitFor();
  const idle = renderersBytes();
  const peak = watchPeak();
  for (let from = 0; from < count; from += 10) {
    await page
      .locator('input[type=file][multiple]')
      .first()
      .setInputFiles(await photos(from, Math.min(10, count - from)));
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

/** The highest memory of the pages and workers until `stop` is called. */
function watchPeak(): { readonly stop: () => number } {
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, renderersBytes())), 100);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

/** Resident memory of the processes that run pages and workers of this browser (Linux). */
function renderersBytes(): number {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.reduce((sum, pid) => sum + (isRenderer(pid) ? residentBytes(pid) : 0), 0);
}

function isRenderer(pid: string): boolean {
  const text = read(`/proc/${pid}/cmdline`);
  return text.includes('--type=renderer') && isBelow(pid, String(browserServer.process().pid));
}

function isBelow(pid: string, ancestor: string): boolean {
  const parent = /^PPid:\s*(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? '0';
  return parent === ancestor || (parent !== '0' && isBelow(parent, ancestor));
}

function residentBytes(pid: string): number {
  return Number(read(`/proc/${pid}/statm`).split(' ')[1] ?? 0) * pageBytes;
}

/** Empty where the process has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Photos of one scene that differ in the bytes behind the picture. */
async function photos(from: number, number: number) {
  scene ??= sharp({
    create: {
      width: 4000,
      height: 3000,
      channels: 3,
      background: '#888',
      noise: { type: 'gaussian', mean: 128, sigma: 18 },
    },
  })
    .blur(1.2)
    .jpeg({ quality: 88 })
    .toBuffer();
  const bytes = await scene;
  return Array.from({ length: number }, (_, at) => ({
    name: `photo-${from + at + 1}.jpg`,
    mimeType: 'image/jpeg',
    buffer: Buffer.concat([bytes, Buffer.from([from + at])]),
  }));
}
