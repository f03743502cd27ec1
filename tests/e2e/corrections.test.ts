import type { Page } from '@playwright/test';
import { show } from './every-screen';
import {
  anySize,
  expect,
  expectResult,
  goTo,
  inspectSample,
  openWithPack,
  rows,
  test,
  openResult,
  openThree,
} from './field-page';
import { startAfter } from './prepared-contexts';
import { drag } from './drag';
import { askServer, expectAllDelivered, inspectAs, register } from './sync-page';

test('SCR-50 answer, picture and next step fit on the first screen of a phone, for both packs', async ({
  page,
  isMobile,
}) => {
  if (isMobile) await page.setViewportSize({ width: 360, height: 800 });
  for (const pack of ['thermal', 'rubber'] as const) {
    await openWithPack(page, pack);
    await inspectSample(page, 'last');
    const bottomPx = await page.evaluate(() => {
      const nav = document.querySelector('.shell-nav');
      return nav !== null && getComputedStyle(nav).position === 'fixed' ? nav.getBoundingClientRect().top : innerHeight;
    });
    for (const part of [
      page.locator('.answer'),
      page.locator('.picture-frame'),
      page.getByRole('link', { name: 'Inspect another' }),
      page.getByRole('button', { name: 'Confirm' }),
    ]) {
      const box = await part.boundingBox();
      expect(box === null ? NaN : box.y + box.height).toBeLessThanOrEqual(bottomPx);
    }
  }
});

test('COR-8 a verdict is confirmed under the name in the settings, and undo reverts it', async ({ page }) => {
  await openResult(page, 'thermal');
  await goTo(page, 'Settings');
  await page.getByLabel('Your name').fill('Asha');
  await page.getByLabel('Your name').blur();
  await page.goBack();
  await expectResult(page);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByRole('button', { name: 'Confirmed' })).toBeDisabled();
  await expect(page.locator('.review-line')).toHaveText('Confirmed by Asha');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.review-line')).toHaveCount(0);
  await expect(page.locator('.correction-list > li').first()).toContainText('Undid a correction');
});

test('COR-2 a changed severity is shown in the result and in the history, with what the pack said', async ({
  page,
}) => {
  await openResult(page, 'thermal', 'last');
  await expect(page.locator('.answer')).toContainText('Serious');
  await page.getByRole('radiogroup', { name: 'Severity of the picture' }).getByText('Critical').click();
  await expect(page.locator('.answer')).toContainText('Critical');
  await expect(page.locator('.review-line')).toContainText('The pack said: Serious');
  await goTo(page, 'History');
  await expect(rows(page).first()).toContainText('Critical');
  await expect(rows(page).first()).toContainText(/Changed by a person|Corrected/);
});

test('SCR-51 a region is added, moved, relabelled and rejected by keyboard, and undo restores it', async ({ page }) => {
  await openResult(page, 'thermal', 'last');
  const regions = page.getByRole('region', { name: 'Marked regions' }).getByRole('listitem');
  await expect(regions).toHaveCount(1);
  await page.keyboard.press('a');
  const draft = page.getByRole('button', { name: /^Region: arrows move it/ });
  await expect(draft).toBeFocused();
  const before = await boxOf(page, '.draft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowDown');
  const after = await boxOf(page, '.draft');
  expect(after.x).toBeLessThan(before.x);
  expect(after.height).toBeGreaterThan(before.height);
  await page.keyboard.press('Enter');
  await expect(regions).toHaveCount(2);

  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await expect(regions.first().getByRole('button', { name: 'Region 1' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('4');
  await expect(regions.first()).toContainText('Critical');
  await expect(page.locator('.answer')).toContainText('Critical');
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  await page.keyboard.press('Delete');
  await expect(regions).toHaveCount(1);
  await expect(page.locator('.answer')).toContainText('Serious');
  await page.keyboard.press('z');
  await expect(regions).toHaveCount(2);
  await expect(page.locator('.answer')).toContainText('Critical');

  for (const key of ['z', 'z', '2', 'z']) await page.keyboard.press(key);
  await expect(page.locator('.correction-list > li').first()).toContainText('Undid a correction');
  await expect(page.locator('.correction-list > li')).toHaveCount(8);

  await page.keyboard.press('?');
  await expect(page.getByRole('heading', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Keys' })).toBeHidden();
});

test('SCR-52 a region is drawn, moved and rejected by touch or pointer', async ({ page, isMobile }) => {
  await openResult(page, 'thermal', 'last');
  const regions = page.getByRole('region', { name: 'Marked regions' }).getByRole('listitem');
  await page.getByRole('button', { name: 'Add region' }).click();
  await expect(page.locator('.picture-frame')).toBeInViewport({ ratio: 0.95 });
  const frame = await boxOf(page, '.picture-frame');
  const at = (x: number, y: number) => ({ x: frame.x + x * frame.width, y: frame.y + y * frame.height });
  await drag(page, isMobile, at(0.15, 0.75), at(0.35, 0.95));
  const drawn = await boxOf(page, '.draft');
  expect((drawn.x - frame.x) / frame.width).toBeCloseTo(0.15, 1);
  expect(drawn.width / frame.width).toBeCloseTo(0.2, 1);
  await drag(page, isMobile, at(0.25, 0.85), at(0.45, 0.85));
  expect(((await boxOf(page, '.draft')).x - frame.x) / frame.width).toBeCloseTo(0.35, 1);
  await page.getByRole('button', { name: 'Save region' }).click();
  await expect(regions).toHaveCount(2);
  await regions.last().getByRole('button', { name: 'Reject' }).click();
  await expect(regions).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(regions).toHaveCount(2);
});

test('SCR-53 the keys J and K open the next and the previous picture of the list', async ({ page }) => {
  await openThree(page);
  await rows(page).nth(0).getByRole('link').click();
  await expectResult(page);
  await expect(page.locator('.page-head')).toContainText('three.jpg');
  await expect(page.getByRole('link', { name: 'Next picture' })).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.locator('.page-head')).toContainText('two.jpg');
  await expect(page.getByRole('link', { name: 'Previous picture' })).toBeVisible();
  await page.keyboard.press('k');
  await expect(page.locator('.page-head')).toContainText('three.jpg');
  await expect(page.getByRole('link', { name: 'Previous picture' })).toHaveCount(0);
});

test('SCR-54 the opacity slider shows the photo under the heat map, and each view is saved as a picture', async ({
  page,
}) => {
  await openResult(page, 'thermal', 'last');
  const overlay = page.getByRole('img', { name: 'Overlay: ' });
  await expect(overlay).toHaveCSS('opacity', '1');
  const slider = page.getByRole('slider', { name: 'Heat map' });
  await slider.fill('40');
  await expect(overlay).toHaveCSS('opacity', '0.4');
  for (const view of ['Overlay', 'Boxes', 'Mask', 'Filtered']) {
    await page.getByRole('radio', { name: view }).click();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save this view' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe(`thermal-2-${view.toLowerCase()}.png`);
  }
});

test('COR-22 another threshold is tried at once and stored only when it is saved', async ({ page }) => {
  await openResult(page, 'thermal', 'last');
  await page.getByText('Threshold', { exact: true }).click();
  const slider = page.getByRole('slider', { name: 'Score from which a picture is anomalous' });
  await slider.fill('80');
  await expect(page.getByText('At 80: Watch, no region.')).toBeVisible();
  await expect(page.locator('.answer')).toContainText('Watch');
  await expect(page.locator('.picture-mark')).toHaveCount(0);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.locator('.answer')).toContainText('Serious');
  await expect(page.locator('.correction-list')).toHaveCount(0);
  await slider.fill('80');
  await page.getByRole('button', { name: 'Save as correction' }).click();
  await expect(page.locator('.correction-list')).toContainText('Changed the threshold');
  await page.reload();
  await expect(page.locator('.answer')).toContainText('Watch');
});

test('COR-23 a list is counted under another threshold', async ({ page }) => {
  await openResult(page, 'thermal', 'last');
  await page.getByText('Threshold', { exact: true }).click();
  await page.getByRole('link', { name: 'Try it on the whole list' }).click();
  await expect(page.getByText('0 of 1 picture would change')).toBeVisible();
  await page.getByRole('slider', { name: 'Score from which a picture is anomalous' }).fill('80');
  await expect(page.getByText('1 of 1 picture would change: 0 become anomalous, 1 become normal.')).toBeVisible();
  await rows(page).first().getByRole('link').click();
  await expectResult(page);
});

test('SCR-55 a picture is compared with the newest baseline of its asset, by swipe and side by side', async ({
  page,
}) => {
  const asset = '00000000-0000-4000-8000-00000000a55e';
  const [baseline, id] = await startAfter(page, inspectPair);
  await setLinks(page, baseline, { assetId: asset, purpose: 'baseline' });
  await expect(page.getByRole('heading', { name: 'Baseline' })).toHaveCount(0);
  await setLinks(page, id, { assetId: asset, purpose: 'maintenance' });
  await page.reload();
  const panel = page.getByRole('region', { name: 'Baseline' });
  const slider = panel.getByRole('slider', { name: 'Baseline on the left, this picture on the right' });
  await slider.fill('30');
  await expect(panel.locator('.compare-before')).toHaveCSS('clip-path', 'inset(0px 70% 0px 0px)');
  await panel.getByRole('radio', { name: 'Side by side' }).click();
  await expect(panel.getByRole('img')).toHaveCount(2);
  await panel.getByRole('link').click();
  await expect(page.locator('.page-head')).toContainText('earlier.jpg');
});

test(
  'SCR-56 other verdicts on the same picture are shown with their pack version and the difference in score',
  { tag: anySize },
  async ({ page }) => {
    const [first, second] = await startAfter(page, inspectPair);
    expect(second).not.toBe(first);
    for (const id of [first, second]) await setLinks(page, id, { pictureSha256: 'd'.repeat(64) });
    await page.reload();
    const panel = page.getByRole('region', { name: 'Other verdicts on this picture' });
    await expect(panel).toContainText('transformer-thermal 0.');
    await panel.getByRole('link').click();
    await expect(page).toHaveURL(new RegExp(first));
  },
);

test(
  'COR-30 corrections made without a connection reach the server with person, before and after',
  { tag: anySize },
  async ({ page, context }) => {
    const id = await inspectAs(page, 'corrected.jpg');
    await register(page, 'Asha of shed 2');
    await expectAllDelivered(page);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    await show(page, `/inspection/${id}`);
    await page.getByRole('radiogroup', { name: 'Severity of the picture' }).getByText('Critical').click();
    await expect(page.locator('.review-line')).toContainText('Changed by Asha of shed 2');
    await context.setOffline(false);
    await expectAllDelivered(page);
    const kept = (await askServer(page, `records/${id}`)) as { readonly current: { readonly changeId: string } };
    expect(await askServer(page, `changes/${kept.current.changeId}`)).toMatchObject({
      kind: 'edited',
      record: {
        corrections: [
          { kind: 'level-changed', by: 'Asha of shed 2', before: { level: {} }, after: { level: { level: 'Faulty' } } },
        ],
      },
    });
  },
);

/** Two results of alike pictures; the later one is open. Returns the ids of their records. */
async function inspectPair(page: Page): Promise<readonly [string, string]> {
  return [await inspectAs(page, 'earlier.jpg'), await inspectAs(page, 'later.jpg')];
}

/** Writes links into a stored record and its summary, as assigning an asset does. */
function setLinks(page: Page, id: string, links: Readonly<Record<string, string>>): Promise<void> {
  return page.evaluate(
    ([recordId, added]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('fieldgrade');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(['records', 'summaries'], 'readwrite');
          const records = transaction.objectStore('records');
          const summaries = transaction.objectStore('summaries');
          const record = records.get(recordId);
          record.onsuccess = () => {
            const row = record.result as { readonly content: object };
            records.put({ ...row, content: { ...row.content, ...added } });
          };
          const summary = summaries.get(recordId);
          summary.onsuccess = () => summaries.put({ ...(summary.result as object), ...added });
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    [id, links] as const,
  );
}

async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not visible`);
  return box;
}
