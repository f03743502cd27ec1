import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InspectionRecord } from '../../../src/domain/record';
import type { PlainDevice } from '../../drills/support/plain-device';
import { axeFindings } from '../../support/axe';
import { chromiumLaunch } from '../../support/chromium';
import { makeGrade } from '../../support/record-parts';
import { until } from '../../support/until';
import { deliver, deliverEdit, engineerToken, registerNamed, startOfficeSite, type OfficeSite } from './office-site';
import { readPdfText } from './pdf-text';

const leastTouchPx = 44;

/** A server starts slowly while other test files start theirs. */
const longTest = { timeout: 300_000 };
const rss1 = makeGrade({ label: 'rss1', title: 'RSS 1', confidence: 0.91 });

let site: OfficeSite;
let browser: Browser;
let phone: PlainDevice;
let faulty: InspectionRecord;
const pageErrors: string[] = [];

beforeAll(async () => {
  site = await startOfficeSite();
  browser = await chromium.launch(chromiumLaunch());
  phone = await registerNamed(site.server.url, 'Phone 1', 'North yard');
  const takenAt = new Date(Date.now() - 3_600_000).toISOString();
  await deliver(site.server.url, phone, { sample: 'rubber-1', takenAt, grade: rss1 });
  faulty = await deliver(site.server.url, phone, {
    sample: 'thermal-1',
    takenAt,
    anomaly: 'faulty',
    note: 'Hot joint',
  });
  await deliverEdit(site.server.url, phone, faulty, 'Hot joint, replaced');
}, longTest.timeout);

afterAll(async () => {
  await browser.close();
  await site.stop();
});

async function openSignedIn(options: {
  readonly colorScheme: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
}): Promise<Page> {
  const context = await browser.newContext({ ...options, baseURL: site.server.url });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && pageErrors.push(message.text()));
  page.on('pageerror', (error) => pageErrors.push(error.message));
  await page.goto('/office');
  // The field gets the focus when it has been drawn, which may be after the page has loaded.
  await page.locator('input[name="token"]:focus').waitFor();
  await page.keyboard.type(engineerToken);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Records' }).waitFor();
  return page;
}

const desktop = { colorScheme: 'light', viewport: { width: 1280, height: 800 } } as const;

test('OFC-70 a record received while the list is open appears on top, and opens by keyboard', async () => {
  const page = await openSignedIn(desktop);
  await page.getByText('New records appear automatically.').waitFor();
  const rows = page.locator('[data-record]');
  const before = await rows.count();
  const note = 'Seen from the road';
  const arrived = await deliver(site.server.url, phone, {
    sample: 'rubber-1',
    takenAt: new Date().toISOString(),
    grade: rss1,
    note,
  });
  await page.locator(`.record-new[data-record="${arrived.id}"]`).waitFor();
  expect(await rows.count()).toBe(before + 1);
  expect(await rows.first().textContent()).toContain(note);
  await deliverEdit(site.server.url, phone, arrived, 'Seen from the gate');
  await page.getByText('Seen from the gate').waitFor();
  expect(await rows.count()).toBe(before + 1);
  await page.locator('.picture-row-link').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Versions' }).waitFor();
  const photo = page.locator('svg.picture image');
  await expect.poll(() => photo.evaluate((image) => image.getBoundingClientRect().width)).toBeGreaterThan(200);
  await page.context().close();
});

test('OFC-70 shows and hides mask and boxes', async () => {
  const page = await openSignedIn(desktop);
  await page.goto(`/office/records/${faulty.id}`);
  const shown = async () => [await page.locator('.mask').isVisible(), await page.locator('.box').isVisible()];
  expect(await shown()).toEqual([true, true]);
  await page.getByLabel('Mask').uncheck();
  expect(await shown()).toEqual([false, true]);
  await page.getByLabel('Boxes').uncheck();
  expect(await shown()).toEqual([false, false]);
  await page.context().close();
});

for (const look of [
  { colorScheme: 'light', viewport: { width: 360, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
] as const) {
  test(`OFC-70 no axe violations and no horizontal scrolling: ${look.colorScheme}, ${look.viewport.width} px`, async () => {
    const page = await openSignedIn(look);
    const paths = [
      '/office/records?location=North+yard',
      `/office/records/${faulty.id}`,
      '/office/overview',
      '/office/devices',
      `/office/devices/${phone.deviceId}/revoke`,
      '/office/transfer',
      '/office/packs',
      '/office/trainings',
      `/office/report?record=${faulty.id}`,
      '/office/nowhere',
      '/office/sign-in',
    ];
    for (const path of paths) {
      await page.goto(path);
      expect([path, await problemsOf(page)]).toEqual([path, []]);
    }
    await page.context().close();
  });
}

async function problemsOf(page: Page): Promise<readonly string[]> {
  const findings = await axeFindings(page);
  const layout = await page.evaluate((leastPx) => {
    const targets = [
      ...document.querySelectorAll('button, .button, nav a, select, input:not([type]), summary, .check-field'),
    ];
    const small = targets
      .filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < leastPx)
      .map((target) => `small: ${target.textContent}`);
    const overhangPx = document.documentElement.scrollWidth - window.innerWidth;
    return overhangPx > 0 ? [...small, `overflows by ${overhangPx} px`] : small;
  }, leastTouchPx);
  return [...findings, ...layout];
}

test('OFC-61 the report prints as a PDF with pictures, numbers, notes and lines to sign', async () => {
  const page = await openSignedIn(desktop);
  await page.goto(`/office/report?record=${faulty.id}`);
  const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const pages = readPdfText(bytes);
  expect(pages.length).toBeGreaterThanOrEqual(4);
  expect(pages.filter((each) => each.trim() === '')).toEqual([]);
  const text = pages.join(' ');
  for (const words of ['Inspection report', 'Critical', 'Hot joint, replaced', '456, 296', 'North yard', 'Signature'])
    expect([words, text.includes(words)]).toEqual([words, true]);
  for (const words of ['Print or save as PDF', 'Sign out'])
    expect([words, text.includes(words)]).toEqual([words, false]);
  expect(pages[0]).toContain(`1 / ${pages.length}`);
  expect(bytes.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45][\d.]* 84[12]/);
  expect(bytes.toString('latin1')).toMatch(/\/Subtype \/Image/);
  await page.context().close();
});

test('OFC-54 the buttons download their formats', async () => {
  const page = await openSignedIn(desktop);
  await page.goto('/office/transfer');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download Everything (ZIP)' }).click();
  expect((await download).suggestedFilename()).toMatch(/^fieldgrade-\d{4}-\d\d-\d\d\.zip$/);
  expect(await (await download).failure()).toBeNull();
  await page.context().close();
});

test('OFC-55 refuses a file that is not a ZIP of changes, with the reason', async () => {
  const page = await openSignedIn(desktop);
  await page.goto('/office/transfer');
  const file = { name: 'queue.zip', mimeType: 'application/zip', buffer: Buffer.from('no archive at all') };
  await page.getByLabel('Exported changes (ZIP)').setInputFiles(file);
  await page.getByRole('button', { name: 'Import' }).click();
  await page.locator('[data-upload-status] .notice').waitFor();
  expect(await page.locator('[data-upload-status]').textContent()).toMatch(/wanted/);
  await page.context().close();
});

test(
  'OFC-23 an open list does not delay the shutdown of the server, and reconnects with the same session',
  longTest,
  async () => {
    const page = await openSignedIn(desktop);
    await page.getByText('New records appear automatically.').waitFor();
    const startedMs = performance.now();
    await site.server.stop();
    // The server closes remaining connections after 20 s: a faster stop shows that none remained.
    expect(performance.now() - startedMs).toBeLessThan(20_000);
    await page.getByText('Connection lost.').waitFor();
    await site.server.restart();
    const arrived = await deliver(site.server.url, phone, {
      sample: 'rubber-1',
      takenAt: new Date().toISOString(),
      grade: rss1,
      note: 'After the restart',
    });
    await page.locator(`.record-new[data-record="${arrived.id}"]`).waitFor();
    await page.context().close();
  },
);

test('OFC-70 no page violates the content security policy or throws', async () => {
  const serious = await until('the browser’s complaints are in', () => pageErrors);
  expect(serious.filter((trouble) => !/ERR_(CONNECTION|INCOMPLETE|EMPTY)|status of 404/.test(trouble))).toEqual([]);
});
