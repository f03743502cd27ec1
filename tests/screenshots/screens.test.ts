/** Takes a picture of every screen in three sizes and three themes, to be looked at: `npm run screenshots:screens`. */
import { mkdir } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { choose, expect, inspectSample, openWithPack, sampleFile, test, type TestFile } from '../e2e/field-page';
import { fillTeachScreens } from '../e2e/teach-screens';

const folder = 'test-results/screens';
const themes = ['light', 'dark', 'sunlight'] as const;
const sizes = [
  { device: 'phone', width: 360, height: 800 },
  { device: 'laptop', width: 1280, height: 800 },
  { device: 'desktop', width: 1600, height: 1000 },
] as const;

/** Enough for more than one screen of a list. */
const picturesOfBatch = 24;

for (const { device, width, height } of sizes) {
  test(`every screen on a ${device}`, async ({ page }) => {
    test.setTimeout(900_000);
    await page.setViewportSize({ width, height });
    const addresses = await fill(page);
    for (const [screen, address] of Object.entries(addresses)) {
      await page.goto(address);
      for (const theme of themes) await keep(page, { device, theme, screen });
    }
  });
}

/** Gives the device a rubber sheet, a transformer, a batch with bad files and what is taught; returns the address of every screen. */
async function fill(page: Page): Promise<Readonly<Record<string, string>>> {
  await openWithPack(page, 'rubber');
  await inspectSample(page, 'last');
  const rubber = addressOf(page);
  await openWithPack(page, 'thermal');
  await inspectSample(page);
  const thermal = addressOf(page);
  await openWithPack(page, 'thermal');
  await choose(page, [
    ...batchFiles(),
    { name: 'notes.jpg', mimeType: 'image/jpeg', bytes: Buffer.from('no picture') },
  ]);
  await page.getByRole('main').locator('a[href^="/batch/"]').first().click();
  const done = `${picturesOfBatch + 1} of ${picturesOfBatch + 1} done`;
  await expect(page.getByText(done).first()).toBeVisible({ timeout: 600_000 });
  const batch = addressOf(page);
  return {
    ...fixedAddresses,
    rubber,
    thermal,
    batch,
    ...(await fillTeachScreens(page)),
    report: `/report?batch=${batch.split('/').at(-1) ?? ''}`,
  };
}

const fixedAddresses = {
  inspect: '/',
  history: '/history',
  historyTable: '/history?view=list',
  insights: '/insights',
  assets: '/assets',
  jobs: '/jobs',
  camera: '/camera',
  lightTable: '/light-table',
  check: '/check',
  sync: '/sync',
  settings: '/settings',
  absent: '/nothing-here',
};

/** Copies of the samples that differ in bytes behind the end of the picture, so that each is a new file. */
function batchFiles(): readonly TestFile[] {
  return Array.from({ length: picturesOfBatch }, (_, place) => {
    const { bytes, ...file } = sampleFile(`thermal-${(place % 2) + 1}.jpg`, `T${place + 1}_1.jpg`);
    return { ...file, bytes: Buffer.concat([bytes, Buffer.from([place])]) };
  });
}

function addressOf(page: Page): string {
  return new URL(page.url()).pathname;
}

interface Shot {
  readonly device: string;
  readonly theme: string;
  readonly screen: string;
}

async function keep(page: Page, { device, theme, screen }: Shot): Promise<void> {
  await mkdir(`${folder}/${device}`, { recursive: true });
  await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
  await expect(page.locator('.skeleton')).toHaveCount(0);
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  await page.screenshot({ animations: 'disabled', path: `${folder}/${device}/${screen}-${theme}.png` });
}
