import type { Page } from '@playwright/test';
import {
  choose,
  expect,
  expectResult,
  inspectSample,
  openWithPack,
  rows,
  sampleFile,
  test,
  textFile,
  openResult,
} from './field-page';
import { axeFindings, axeFindingsInBothThemes } from '../support/axe';
import { fillScreens, show } from './every-screen';
import { fillTeachScreens } from './teach-screens';

const leastTouchPx = 44;

test.describe('on a device that has never seen the app', () => {
  test.use({ visit: 'first' });

  test('SCR-33 axe finds no violation on the first screen and in an empty history, light and dark', async ({
    page,
  }) => {
    await page.goto('/');
    await expect(page.getByRole('button', { name: /^Download/ })).toBeVisible();
    await expectClean(page);
    await page.goto('/history');
    await expect(page.getByText('No inspections yet')).toBeVisible();
    await expectClean(page);
  });
});

test('SCR-33 axe finds no violation from the choice of pictures to the deletion of a result, light and dark', async ({
  page,
}) => {
  await openWithPack(page, 'thermal');
  await choose(page, [sampleFile('thermal-1.jpg'), textFile]);
  await expect(page.getByText('2 of 2 done, 1 needs attention')).toBeVisible({ timeout: 60_000 });
  await expectClean(page);
  await rows(page).getByRole('link').click();
  await expectResult(page);
  await page.getByText('Details', { exact: true }).click();
  await expectClean(page);
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await expectClean(page);
  await page.goto('/history');
  await expect(rows(page)).toHaveCount(1);
  await expectClean(page);
});

test('SCR-33 axe finds no violation in the settings, on the sync screen and on an unknown address, light and dark', async ({
  page,
}) => {
  await page.goto('/sync');
  await expect(page.getByRole('button', { name: 'Register' })).toBeVisible();
  await expectClean(page);
  await show(page, '/settings');
  await expect(page.getByRole('region', { name: 'Storage' })).toContainText(/used/);
  await expectClean(page);
  await show(page, '/nowhere');
  await expect(page.getByText('The link may be old or mistyped.')).toBeVisible();
  await expectClean(page);
});

test('SCR-33 axe finds no violation on a graded sheet, light and dark', async ({ page }) => {
  await openResult(page, 'rubber');
  await expectClean(page);
});

test('SCR-33 SCR-34 the screens of batches, assets, jobs, reports and capture pass axe; on a phone nothing overflows', async ({
  page,
}, { project }) => {
  await prepareSize(page, project.name);
  await expectGood(page, await fillScreens(page));
});

test('SCR-33 SCR-34 the screens of teaching, own packs and corrections pass axe; on a phone nothing overflows', async ({
  page,
}, { project }) => {
  test.setTimeout(300_000);
  await prepareSize(page, project.name);
  await expectGood(page, Object.values(await fillTeachScreens(page)));
});

/** A small phone in the dark, or a desktop in the light. */
async function prepareSize(page: Page, project: string): Promise<void> {
  const isPhone = project === 'phone';
  await page.emulateMedia({ colorScheme: isPhone ? 'dark' : 'light', reducedMotion: 'reduce' });
  if (isPhone) await page.setViewportSize({ width: 360, height: 800 });
}

/** Axe finds nothing on any of the screens; on a phone nothing overflows. */
async function expectGood(page: Page, paths: readonly string[]): Promise<void> {
  const isPhone = page.viewportSize()?.width === 360;
  const faults: string[] = [];
  for (const path of paths) {
    await show(page, path);
    await collect(faults, path, async () => expect(await axeFindings(page)).toEqual([]));
    if (isPhone) await collect(faults, path, () => expectFitting(page));
  }
  expect(faults).toEqual([]);
}

/** Notes what is wrong, so that one run names every screen. */
async function collect(faults: string[], path: string, check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    faults.push(`${path}: ${String(error)}`);
  }
}

test('SCR-34 SCR-39 on a phone nothing overflows and every target is large enough, also at 200 % text size', async ({
  page,
}, { project }) => {
  test.skip(project.name !== 'phone', 'a rule of the phone');
  await page.setViewportSize({ width: 360, height: 800 });
  await openWithPack(page, 'thermal');
  await expectFitting(page);
  const name = `${'a long name of a picture that does not fit '.repeat(3)}0042.jpg`;
  await choose(page, [{ ...textFile, name }]);
  await expect(rows(page)).toContainText('This file is not a picture.');
  const end = rows(page).getByText('0042.jpg').last();
  await end.scrollIntoViewIfNeeded();
  await expect(end).toBeInViewport({ ratio: 1 });
  await expectFitting(page);
  await inspectSample(page);
  await expectFitting(page);
  await show(page, '/history');
  await expect(rows(page)).toHaveCount(1);
  await expectFitting(page);
  await show(page, '/sync');
  await expect(page.getByRole('button', { name: 'Register' })).toBeVisible();
  await expectFitting(page);
  await show(page, '/settings');
  await expect(page.getByRole('region', { name: 'Storage' })).toContainText(/used/);
  await expectFitting(page);
});

test('SCR-63 the navigation of a phone, with Teach, has whole words on one line in every theme and at 200 % text size', async ({
  page,
}, { project }) => {
  test.skip(project.name !== 'phone', 'a rule of the phone');
  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto('/');
  const places = page.getByRole('navigation', { name: 'Main navigation' });
  await expect(places.getByRole('link', { name: 'Teach' })).toBeVisible();
  for (const theme of ['light', 'dark', 'sunlight'])
    for (const textSize of ['', '200%'])
      expect(await page.evaluate(wrappedPlaces, { theme, textSize }), `${theme} ${textSize}`).toEqual([]);
  await places.getByRole('link', { name: 'Teach' }).click();
  await expect(page.getByRole('heading', { name: 'Teach', level: 1 })).toBeVisible();
});

/** Runs in the page: the names of places that are on two lines or wider than their link. */
function wrappedPlaces({ theme, textSize }: { readonly theme: string; readonly textSize: string }) {
  const root = document.documentElement;
  root.dataset['theme'] = theme;
  root.style.fontSize = textSize;
  const links = Array.from(document.querySelectorAll('nav .shell-place')).filter((link) => link.checkVisibility());
  const wrapped = links.filter((link) => {
    const text = document.createRange();
    text.selectNodeContents(link.lastElementChild ?? link);
    const lines = new Set(Array.from(text.getClientRects(), ({ top }) => Math.round(top)));
    return lines.size !== 1 || text.getBoundingClientRect().width > link.clientWidth;
  });
  root.style.fontSize = '';
  return wrapped.map((link) => link.textContent);
}

async function expectClean(page: Page): Promise<void> {
  expect(await axeFindingsInBothThemes(page)).toEqual([]);
}

/** At the normal text size, then at twice that size. */
async function expectFitting(page: Page): Promise<void> {
  for (const textSize of ['', '200%']) {
    const found = await page.evaluate(findTooSmall, { leastPx: leastTouchPx, textSize });
    expect(found, `text size ${textSize}`).toEqual({ small: [], cut: [], overhangPx: 0 });
  }
}

/** Runs in the page. `cut`: texts that are wider than the element that hides what does not fit. */
function findTooSmall({ leastPx, textSize }: { readonly leastPx: number; readonly textSize: string }) {
  const root = document.documentElement;
  root.style.fontSize = textSize;
  const targets = document.querySelectorAll('button, a[href], summary, [role="radio"], [role="tab"]');
  const small = Array.from(targets)
    .filter((target) => target.checkVisibility() && !target.classList.contains('skip-link'))
    .filter((target) => target.getBoundingClientRect().height < leastPx)
    .map((target) => target.textContent);
  const cut = Array.from(document.querySelectorAll('main *, header *, nav *'))
    .filter((element) => element.checkVisibility() && element.textContent !== '')
    .filter((element) => !element.matches('.file-name-head, .visually-hidden, .picture-frame, .table-stacked thead'))
    // Two-way: it cannot be stacked, so it scrolls, with a shadow on the side on which there is more.
    .filter((element) => !element.matches('.table-box:has(.confusion-right)'))
    .filter(
      (element) => getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1,
    )
    .map((element) => `${element.className}: ${element.textContent}`);
  const overhangPx = root.scrollWidth - window.innerWidth;
  root.style.fontSize = '';
  return { small, cut, overhangPx };
}
