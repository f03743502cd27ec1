/** The screens of teaching, of packs that users own and of corrections, each with content. */
import type { Page } from '@playwright/test';
import { startAfter } from './prepared-contexts';
import { teachNormal } from './learning-steps';
import { sheetJpeg } from '../support/sheet-pictures';
import { choose, expect, expectResult, openWithPack, sampleFile, type TestFile } from './field-page';

/** Teaches a surface, classes and a correction, and begins more of each. Returns the address of each screen by what it shows. */
export async function fillTeachScreens(page: Page): Promise<Readonly<Record<string, string>>> {
  const learned = await learnCorrection(page);
  await openWithPack(page, 'rubber');
  const surface = await beginSurface(page);
  await teach(page, 'My surface');
  const surfaceDraft = await beginSurface(page);
  const classes = await beginClasses(page);
  await teach(page, 'My classes');
  const classesDraft = await beginClasses(page);
  const unsorted = await sheets('unsorted', [31, 32], 2);
  await page.getByText('No class yet', { exact: true }).first().click();
  await choose(page, unsorted);
  await expect(page.getByText('2 pictures have no class yet')).toBeVisible();
  return {
    ...{ teach: '/teach', packs: '/packs', surface, surfaceDraft, classes, classesDraft },
    ...{ pack: learned, packHistory: `${learned}/history`, packLearning: `${learned}/learn` },
  };
}

/** Calls a sample normal, lets the pack learn it, and leaves another correction to learn. Returns the address of the pack. */
async function learnCorrection(page: Page): Promise<string> {
  const history = await startAfter(page, teachNormal);
  await page.goto('/');
  await expect(page.getByText('corrected is ready.')).toBeVisible({ timeout: 60_000 });
  await choose(page, [sampleFile('thermal-1.jpg')]);
  await expectResult(page);
  await page.getByRole('button', { name: 'Add region' }).click();
  await page.getByRole('button', { name: 'Save region' }).click();
  await expect(page.getByRole('link', { name: 'Teach the pack from this' })).toBeVisible();
  return history.replace(/\/history$/, '');
}

/** Two good sheets and a faulty one. */
async function beginSurface(page: Page): Promise<string> {
  const address = await begin(page, 'Teach a new surface');
  await choose(page, await sheets('good', [1, 2], 0));
  await expect(page.getByText('2 pictures added.')).toBeVisible();
  await page.getByText('Faulty pieces', { exact: true }).click();
  await choose(page, await sheets('faulty', [3], 4));
  await expect(page.getByText('1 picture added.')).toBeVisible();
  return address;
}

/** Two classes of as few pictures as can be taught. */
async function beginClasses(page: Page): Promise<string> {
  const address = await begin(page, 'Teach classes');
  for (const [name, specks] of [
    ['Clean', 0],
    ['Specked', 4],
  ] as const) {
    await page.getByRole('textbox', { name: 'New class' }).fill(name);
    await page.getByRole('button', { name: 'Add class' }).click();
    await expect(page.getByRole('radio', { name, exact: true })).toBeChecked();
    await choose(
      page,
      await sheets(
        name,
        [1, 2, 3].map((seed) => seed + 10 * specks),
        specks,
      ),
    );
    await expect(page.getByRole('region', { name: `${name}: 3 pictures` })).toBeVisible();
  }
  return address;
}

async function begin(page: Page, button: string): Promise<string> {
  await page.goto('/teach');
  await page.getByRole('button', { name: button }).click();
  await expect(page).toHaveURL(/\/teach\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

async function teach(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Teach', exact: true }).click();
  await expect(page.getByRole('heading', { name: `${title} is ready` })).toBeVisible({ timeout: 120_000 });
}

function sheets(name: string, seeds: readonly number[], specks: number): Promise<readonly TestFile[]> {
  return Promise.all(
    seeds.map(async (seed) => ({
      ...{ name: `${name}-${seed}.jpg`, mimeType: 'image/jpeg' },
      bytes: await sheetJpeg(seed, specks),
    })),
  );
}
