import { createServer, type Server } from 'node:http';
import { resolve } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumLaunch } from '../../support/chromium';
import { runServer, samples, type RunningServer } from './running-server';

/** A server takes long to start beside other files that start theirs. */
const startMs = 300_000;

let server: RunningServer;
let office: Server;
let browser: Browser;
let officePort: number;

beforeAll(async () => {
  office = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(pageFor(server.url)));
  await new Promise<void>((done) => office.listen(0, () => done()));
  const address = office.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  officePort = address.port;
  server = await runServer({ CORS_ORIGINS: `http://127.0.0.1:${officePort}` });
  browser = await chromium.launch(chromiumLaunch());
}, startMs);
afterAll(async () => {
  await browser.close();
  await new Promise((done) => office.close(done));
  await server.remove();
});

/** What the earlier React page did, without React. */
function pageFor(api: string): string {
  return `<!doctype html><title>Earlier client</title><input type="file" multiple><pre></pre><img alt="mask">
<script>
  document.querySelector('input').addEventListener('change', async ({ target }) => {
    const show = (text) => { document.querySelector('pre').textContent = text; };
    try {
      const form = new FormData();
      for (const file of target.files) form.append('file', file);
      const address = target.files.length > 1 ? '/api/predict' : '/api/v1/detect-anomaly';
      const answer = await fetch('${api}' + address, { method: 'POST', body: form });
      const said = await answer.json();
      const picture = document.querySelector('img');
      picture.onload = () => show(answer.status + ' ' + picture.naturalWidth + ' ' + JSON.stringify(said));
      picture.onerror = () => show('the mask cannot be shown');
      if (said.visualizations) picture.src = '${api}' + said.visualizations.mask_url;
      else show(answer.status + ' ' + JSON.stringify(said));
    } catch (error) {
      show('failed: ' + error.message);
    }
  });
</script>`;
}

/** Chooses the files on a page of `host` and returns what the page then shows. */
async function shownBy(host: string, files: readonly string[]): Promise<string> {
  const page: Page = await browser.newPage();
  await page.goto(`http://${host}:${officePort}/`);
  await page.locator('input').setInputFiles(files.map((file) => resolve(file)));
  await page.waitForFunction('document.querySelector("pre").textContent !== ""', undefined, { timeout: 90_000 });
  const shown = await page.locator('pre').innerText();
  await page.close();
  return shown;
}

test('EAR-19 a page of another origin sends FormData, reads the answer and shows the mask', async () => {
  expect(await shownBy('127.0.0.1', [samples.hot])).toMatch(/^200 1000 \{"anomaly_score":0\.\d+,.*"is_anomalous":true/);
});

test('EAR-19 a page of another origin grades several files', async () => {
  const shown = await shownBy('127.0.0.1', [samples.sheet, samples.healthy]);
  expect(shown).toMatch(/^200 \{"results":\[\{"filename":"rubber-1.jpg","prediction":"Grade_[AB]".*"Not_Rubber"/);
});

test('EAR-19 a page of an origin that is not allowed reads nothing', async () => {
  expect(await shownBy('localhost', [samples.hot])).toMatch(/^failed: /);
});
