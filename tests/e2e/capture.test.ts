import type { Page } from '@playwright/test';
import { deleteFilm, filmSize, playFilm, sheetScene, withCamera } from '../support/fake-camera';
import { choose, expect, expectResult, openWithPack, sampleFile, test } from './field-page';

test.use(withCamera);
test.beforeAll(() => playFilm([sheetScene('rubber-2.jpg')]));
test.afterAll(deleteFilm);

test('CAP-1 CAP-5 a sheet is graded offline in at most four taps, and the next without leaving the viewfinder', async ({
  page,
  context,
}) => {
  await openWithPack(page, 'rubber');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  const taps = countTaps(page);

  await taps.count('the icon of the app', () => page.goto('/'));
  await taps.count('camera', () => page.getByRole('link', { name: 'Take photo' }).click());
  await expect(page.getByText('Good to take')).toBeVisible();
  await taps.count('shutter', () => shutter(page).click());
  await expect(lastAnswer(page)).toContainText('RSS', { timeout: 60_000 });
  expect(taps.made.length).toBeLessThanOrEqual(4);

  await expect(page.getByText(/^1 today: RSS \d × 1$/)).toBeVisible();
  await shutter(page).click();
  await expect(page.getByText(/^2 today: RSS \d × 2$/)).toBeVisible({ timeout: 60_000 });
  await expect(page).toHaveURL(/\/camera$/);
});

test('CAP-2 the photo is the whole frame of the stream', async ({ page }) => {
  await openCamera(page);
  await shutter(page).click();
  await lastAnswer(page).getByRole('link').click({ timeout: 60_000 });
  await expectResult(page);
  await page.getByText('Details', { exact: true }).click();
  await expect(page.getByText(`${filmSize.width} × ${filmSize.height} px`)).toBeVisible();
});

test('CAP-4 the camera is closed when the page is hidden and when the viewfinder is left', async ({ page }) => {
  await page.addInitScript(rememberTracks);
  await openCamera(page);
  expect(await trackStates(page)).toEqual(['live']);
  await setVisibility(page, 'hidden');
  await expect.poll(() => trackStates(page)).toEqual(['ended']);
  await setVisibility(page, 'visible');
  await expect.poll(() => trackStates(page)).toEqual(['ended', 'live']);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Inspect', level: 1 })).toBeVisible();
  await expect.poll(() => trackStates(page)).toEqual(['ended', 'ended']);
});

test('CAP-17 the camera screen of a pack with thermal pictures offers files; teaching a surface offers the camera', async ({
  page,
}) => {
  await openWithPack(page, 'thermal');
  await page.goto('/camera');
  await expect(page.getByText(/needs pictures of a special camera/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Choose pictures' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take photo' })).toHaveCount(0);
  await expect(page.getByText(/Copy them to this device/)).toBeVisible();

  await page.goto('/teach');
  await page.getByRole('button', { name: 'Teach a new surface' }).click();
  await expect(page.getByRole('button', { name: 'Take photo' })).toBeVisible();
  await expect(page.getByText(/Copy them to this device/)).toHaveCount(0);
});

test('CAP-6 a camera without a light, alone on its device, has neither button', async ({ page }) => {
  await openCamera(page);
  await expect(page.getByRole('button', { name: 'Turn the light on' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Switch the camera' })).toHaveCount(0);
});

test('CAP-11 a second photo of the same sheet joins its verdict, which names the deciding photo', async ({ page }) => {
  await openCamera(page);
  await shutter(page).click();
  await expect(lastAnswer(page)).toContainText('RSS', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Same sheet again' }).click();
  await shutter(page).click();
  await expect(lastAnswer(page)).toContainText(/From 2 photos of this sheet\. Photo [12] decides\./, {
    timeout: 60_000,
  });
  await lastAnswer(page).getByRole('link').click();
  await expectResult(page);
  const photos = page.getByRole('region', { name: 'Photos of this sheet' });
  await expect(photos.getByRole('listitem')).toHaveCount(2);
  await expect(photos.getByText('Decides', { exact: true })).toHaveCount(1);
});

const faults = {
  NotFoundError: 'No camera was found.',
  NotAllowedError: 'The camera is not allowed.',
  NotReadableError: 'Another app uses the camera.',
  UnknownError: 'The camera could not be opened.',
} as const;

for (const [name, title] of Object.entries(faults)) {
  test(`CAP-3 after ${name} the screen says why, and offers the file chooser`, async ({ page }) => {
    await page.addInitScript((kind) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('test', kind));
    }, name);
    await openWithPack(page, 'rubber');
    await page.getByRole('link', { name: 'Take photo' }).click();
    await expect(page.getByRole('alert')).toContainText(title);
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await choose(page, [sampleFile('rubber-1.jpg')]);
    await expectResult(page);
  });
}

test('CAP-15 the light table is white and opens offline', async ({ page, context }) => {
  await openWithPack(page, 'rubber');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.goto('/light-table');
  await page.getByRole('button', { name: 'White screen' }).click();
  await expect(page.getByRole('heading', { name: 'Light table' })).toHaveCount(0);
  const table = page.getByRole('button', { name: 'Show the buttons' });
  await expect(table).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await table.click();
  await page.getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('heading', { name: 'Inspect', level: 1 })).toBeVisible();
});

/** Counts what a user taps, by name. */
function countTaps(page: Page) {
  const made: string[] = [];
  return {
    made,
    async count(name: string, tap: () => Promise<unknown>): Promise<void> {
      made.push(name);
      await tap();
      await expect(page.locator('body')).toBeVisible();
    },
  };
}

async function openCamera(page: Page): Promise<void> {
  await openWithPack(page, 'rubber');
  await page.getByRole('link', { name: 'Take photo' }).click();
  await expect(page.getByText('Good to take')).toBeVisible();
}

function shutter(page: Page) {
  return page.getByRole('button', { name: /^Take (photo|it anyway)$/ });
}

function lastAnswer(page: Page) {
  return page.locator('.camera-answer');
}

/** Runs in the page: keeps each track that the camera gives. */
function rememberTracks(): void {
  const tracks: MediaStreamTrack[] = [];
  Object.assign(window, { tracks });
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const stream = await open(constraints);
    tracks.push(...stream.getTracks());
    return stream;
  };
}

function trackStates(page: Page): Promise<readonly string[]> {
  return page.evaluate(
    () =>
      (window as Window & { readonly tracks?: readonly MediaStreamTrack[] }).tracks?.map((track) => track.readyState) ??
      [],
  );
}

/** What the browser reports when the user opens another app and comes back. */
async function setVisibility(page: Page, state: DocumentVisibilityState): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}
