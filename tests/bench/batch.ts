/**
 * `npm run bench:batch [pictures] [added]`: pictures per second of a batch in Chromium, with one inspector worker and with two, in turn, and
 * the processor time of one picture: where it is the same with both, two workers only need free cores to be faster. Then
 * the longest tasks of the page while `added` pictures are added: fails where one uses more than 100 ms of processor time.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { chromiumLaunch } from '../support/chromium';
import { freePort } from '../support/free-port';
import { serverEnv } from '../support/server-env';
import { until } from '../support/until';
import { chooseReadyPack } from './choose-pack';
import { cpuMsOf } from './cpu-time';
import { cpuMsOfTasks, describeTasks, traceTasks } from './traced-tasks';

const root = join(import.meta.dirname, '../..');
const count = Number(process.argv[2] ?? 60);
const added = Number(process.argv[3] ?? 1_000);
const folder = mkdtempSync(join(tmpdir(), 'bench-batch-'));
/** For so long after they are given, all pictures are listed and being copied. */
const addingMs = 15_000;
const mostTaskMs = 100;
const packTitle = 'Transformer (thermal)';

const port = await freePort();
const env = { ...process.env, ...serverEnv(port) };
const server = spawn(process.execPath, ['build/server.mjs'], { cwd: root, env, stdio: 'ignore' });
const url = `http://localhost:${port}`;
/** By which the processes of this browser are found. */
const mark = `--bench-batch=${process.pid}`;
const browser = await chromium.launch(chromiumLaunch([mark]));
try {
  await until('the server answers', async () => ((await answers(url)) ? true : undefined), { limitMs: 180_000 });
  console.log(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(1) ?? '?'}, Chromium ${browser.version()}`);
  for (const workers of count > 0 ? [1, 2, 1, 2] : []) {
    const context = await browser.newContext({ baseURL: url });
    await context.addInitScript(pretendDevice, workers === 2 ? 4 : 2);
    const { perSecond, cpuMs, mainMs, workerMs } = await measure(context);
    console.log(
      `${workers} worker(s): ${perSecond.toFixed(2)} pictures per second; processor time of a picture ${cpuMs.toFixed(0)} ms, ` +
        `of it workers ${workerMs.toFixed(0)}, main thread ${mainMs.toFixed(0)} (${count} pictures, thermal pack, WASM, load ${loadavg()[0]?.toFixed(1) ?? '?'})`,
    );
    await context.close();
  }
  await measureAdding();
} finally {
  await browser.close();
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}

/** In the page: a device with so many cores. */
function pretendDevice(cores: number): void {
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: cores });
  Object.defineProperty(navigator, 'deviceMemory', { value: 8 });
}

/** From the first result to the last, without the loading of the pack. */
interface Pace {
  readonly perSecond: number;
  /** Processor time of one picture, ms: of the whole browser, of the main thread, and of the workers. */
  readonly cpuMs: number;
  readonly mainMs: number;
  readonly workerMs: number;
}

async function measure(context: BrowserContext): Promise<Pace> {
  const page = await openReady(context);
  await give(page, count);
  await page
    .getByText(/^[1-9]\d* of \d+ done/)
    .first()
    .waitFor({ timeout: 120_000 });
  const before = await doneOf(page);
  const [startedMs, cpuBeforeMs] = [performance.now(), cpuMsOf(mark)];
  let [tookMs, cpuMs] = [NaN, NaN];
  const { main, worker } = await traceTasks(browser, page, async () => {
    await page.getByText(`${count} of ${count} done`).first().waitFor({ timeout: 300_000 });
    [tookMs, cpuMs] = [performance.now() - startedMs, cpuMsOf(mark) - cpuBeforeMs];
  });
  const done = count - before;
  return {
    perSecond: (done * 1_000) / tookMs,
    cpuMs: cpuMs / done,
    mainMs: cpuMsOfTasks(main) / done,
    workerMs: cpuMsOfTasks(worker) / done,
  };
}

async function doneOf(page: Page): Promise<number> {
  const text = await page
    .getByText(/^\d+ of \d+ done/)
    .first()
    .innerText();
  return Number.parseInt(text, 10);
}

async function measureAdding(): Promise<void> {
  const context = await browser.newContext({ baseURL: url });
  const page = await openReady(context);
  const { main } = await traceTasks(browser, page, async () => {
    await give(page, added);
    await page.waitForTimeout(addingMs);
  });
  console.log(`${added} pictures added, tasks of the page in ${addingMs / 1_000} s: ${describeTasks(main)}`);
  if (main.some(({ cpuMs }) => cpuMs > mostTaskMs)) process.exitCode = 1;
  await context.close();
}

async function openReady(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await chooseReadyPack(page, packTitle);
  return page;
}

/** Copies of a sample whose bytes differ by a JPEG comment. */
async function give(page: Page, wanted: number): Promise<void> {
  const bytes = readFileSync(join(root, 'public/samples/thermal-1.jpg'));
  const files = Array.from({ length: wanted }, (_, at) => {
    const comment = Buffer.from(`picture ${at}`);
    const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
    const file = join(folder, `picture-${at}.jpg`);
    writeFileSync(file, Buffer.concat([bytes.subarray(0, 2), head, comment, bytes.subarray(2)]));
    return file;
  });
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose pictures' }).click(),
  ]);
  await chooser.setFiles(files);
}
