/** `npm run bench:batch [pictures]`: pictures per second of a batch in Chromium, with one inspector worker and with two (two tabs). */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { chromiumLaunch } from '../support/chromium';
import { freePort } from '../support/free-port';
import { serverEnv } from '../support/server-env';
import { until } from '../support/until';

const root = join(import.meta.dirname, '../..');
const count = Number(process.argv[2] ?? 60);
const packTitle = 'Transformer (thermal)';

const port = await freePort();
const env = { ...process.env, ...serverEnv(port) };
const server = spawn(process.execPath, ['build/server.mjs'], { cwd: root, env, stdio: 'ignore' });
const url = `http://localhost:${port}`;
const browser = await chromium.launch(chromiumLaunch());
try {
  await until('the server answers', async () => ((await answers(url)) ? true : undefined), { limitMs: 60_000 });
  for (const tabs of [1, 2, 1, 2]) {
    const context = await browser.newContext({ baseURL: url });
    const perSecond = await measure(context, tabs);
    console.log(
      `${tabs} worker(s): ${perSecond.toFixed(2)} pictures per second (${count} pictures, thermal pack, WASM)`,
    );
    await context.close();
  }
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

/** From the first result of the slowest tab to the last result of all, without the loading of the pack. */
async function measure(context: BrowserContext, tabs: number): Promise<number> {
  const pages: Page[] = [];
  for (let tab = 0; tab < tabs; tab += 1) pages.push(await openReady(context));
  const share = Math.floor(count / tabs);
  for (const [tab, page] of pages.entries()) await give(page, share, `tab ${tab}`);
  await Promise.all(
    pages.map((page) =>
      page
        .getByText(/^[1-9]\d* of \d+ done/)
        .first()
        .waitFor({ timeout: 120_000 }),
    ),
  );
  const before = await doneOf(pages);
  const startedMs = performance.now();
  await Promise.all(
    pages.map((page) => page.getByText(`${share} of ${share} done`).first().waitFor({ timeout: 300_000 })),
  );
  return ((share * tabs - before) * 1_000) / (performance.now() - startedMs);
}

async function doneOf(pages: readonly Page[]): Promise<number> {
  const texts = await Promise.all(
    pages.map((page) =>
      page
        .getByText(/^\d+ of \d+ done/)
        .first()
        .innerText(),
    ),
  );
  return texts.reduce((sum, text) => sum + Number.parseInt(text, 10), 0);
}

async function openReady(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/');
  await page.getByRole('radio', { name: packTitle }).click();
  const download = page.getByRole('button', { name: /^Download/ });
  const ready = page.getByText(`${packTitle} is ready.`);
  await download.or(ready).first().waitFor();
  if (await download.isVisible()) await download.click();
  await ready.waitFor({ timeout: 120_000 });
  return page;
}

/** Copies of a sample whose bytes differ by a JPEG comment. */
async function give(page: Page, wanted: number, label: string): Promise<void> {
  const bytes = readFileSync(join(root, 'public/samples/thermal-1.jpg'));
  const files = Array.from({ length: wanted }, (_, at) => {
    const comment = Buffer.from(`${label} ${at}`);
    const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
    const buffer = Buffer.concat([bytes.subarray(0, 2), head, comment, bytes.subarray(2)]);
    return { name: `${label}-${at}.jpg`, mimeType: 'image/jpeg', buffer };
  });
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose pictures' }).click(),
  ]);
  await chooser.setFiles(files);
}
