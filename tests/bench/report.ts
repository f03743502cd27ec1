/**
 * From 300 chosen pictures to a finished PDF report, in a real browser on the built app: `npm run bench:report`. Prints the time and
 * the number of actions of the user. `PICTURES` is another number of pictures.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import { chromiumLaunch } from '../support/chromium';
import { freePort } from '../support/free-port';
import { serverEnv } from '../support/server-env';
import { until } from '../support/until';

const pictures = Number(process.env['PICTURES'] ?? 300);
const mostSeconds = 180;
const mostActions = 20;

let actions = 0;
let start = 0;

/** One click, choice or text of the user. */
async function act(what: string, run: () => Promise<unknown>): Promise<void> {
  actions += 1;
  await run();
  console.log(`${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  action ${actions}: ${what}`);
}

/** Different pictures: the app recognises the same bytes. */
async function makePictures(folder: string): Promise<readonly string[]> {
  const sources = ['thermal-1.jpg', 'thermal-2.jpg'].map((name) => readFileSync(`public/samples/${name}`));
  return Promise.all(
    Array.from({ length: pictures }, async (_, index) => {
      const file = join(folder, `TX-${String(index + 1).padStart(4, '0')}.jpg`);
      const source = sources[index % sources.length] ?? Buffer.alloc(0);
      await sharp(source)
        .jpeg({ quality: 90 })
        .withExif({ IFD0: { ImageDescription: `picture ${index + 1}` } })
        .toFile(file);
      return file;
    }),
  );
}

async function measureReport(page: Page, files: readonly string[], pdf: string): Promise<void> {
  start = performance.now();
  await act('choose the pictures', async () => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose pictures' }).click(),
    ]);
    await chooser.setFiles([...files]);
  });
  await until('all pictures are inspected', async () => (await inspected(page)) >= files.length || undefined, {
    limitMs: 600_000,
    everyMs: 500,
  });
  console.log(`${((performance.now() - start) / 1000).toFixed(1).padStart(6)} s  all pictures are inspected`);
  await act('open the batch', () => page.locator('a[href^="/batch/"]').first().click());
  await act('open the report', () => page.getByRole('link', { name: 'Report', exact: true }).click());
  await page.getByRole('heading', { name: 'Inspection report' }).waitFor({ timeout: 60_000 });
  await act('write the client', () => page.getByLabel('Client').fill('Ceylon Power'));
  await act('write the site', () => page.getByLabel('Site').fill('Branch 4'));
  await act('write the summary', () => page.getByLabel('Summary').fill('Half of the transformers have a hot joint.'));
  const preview = page.getByRole('region', { name: 'Preview' });
  await act('write a finding', () => preview.getByLabel('Finding').first().fill('Loose clamp at the bushing'));
  await act('write a recommendation', () => preview.getByLabel('Recommendation').first().fill('Tighten in 30 days'));
  await act('download the PDF', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download', { timeout: 120_000 }),
      page.getByRole('button', { name: 'Download PDF' }).click(),
    ]);
    await download.saveAs(pdf);
  });
}

/** How many inspections the device has, from its database. */
function inspected(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('fieldgrade');
        opening.onerror = () => reject(opening.error ?? new Error('no database'));
        opening.onsuccess = () => {
          const counting = opening.result.transaction('records').objectStore('records').count();
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
  );
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-report-'));
  const files = await makePictures(folder);
  const port = await freePort();
  const server = spawn('node', ['build/server.mjs'], { env: { ...process.env, ...serverEnv(port) }, stdio: 'inherit' });
  const browser = await chromium.launch(chromiumLaunch());
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const address = `http://localhost:${port}/`;
    await until(
      'the server answers',
      () =>
        fetch(address).then(
          () => true,
          () => undefined,
        ),
      { everyMs: 200 },
    );
    await page.goto(address);
    await page.getByRole('radio', { name: 'Transformer (thermal)' }).click();
    const download = page.getByRole('button', { name: /^Download/ });
    if (await download.isVisible()) await download.click();
    await page.getByText('Transformer (thermal) is ready.').waitFor({ timeout: 60_000 });
    const pdf = join(folder, 'report.pdf');
    await measureReport(page, files, pdf);
    report(pdf);
  } finally {
    await browser.close();
    server.kill();
  }
}

function report(pdf: string): void {
  const seconds = (performance.now() - start) / 1000;
  const pages = /Pages:\s+(\d+)/.exec(execFileSync('pdfinfo', [pdf]).toString())?.[1] ?? '?';
  console.log(
    `${pictures} pictures, ${pages} pages: ${seconds.toFixed(1)} s (at most ${mostSeconds}), ${actions} actions (at most ${mostActions})`,
  );
  process.exitCode = seconds <= mostSeconds && actions <= mostActions ? 0 : 1;
}

await main();
