import AxeBuilder from '@axe-core/playwright';
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
} from './field-page';

const leastTouchPx = 44;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    // Without motion: axe must not measure a colour during a transition.
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('SCR-33 axe finds nothing on any screen', async ({ page }) => {
      await page.goto('/');
      await expect(page.getByRole('button', { name: /^Download/ })).toBeVisible();
      await expectClean(page);
      await page.goto('/history');
      await expect(page.getByText('No inspections yet')).toBeVisible();
      await expectClean(page);
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
      await page.goto('/sync');
      await expect(page.getByRole('button', { name: 'Register' })).toBeVisible();
      await expectClean(page);
      await page.goto('/settings');
      await expect(page.getByRole('region', { name: 'Storage' })).toContainText(/used/);
      await expectClean(page);
      await page.goto('/nowhere');
      await expect(page.getByText('The link may be old or mistyped.')).toBeVisible();
      await expectClean(page);
    });

    test('SCR-33 axe finds nothing on a graded sheet', async ({ page }) => {
      await openWithPack(page, 'rubber');
      await inspectSample(page);
      await expectClean(page);
    });
  });
}

test('SCR-34 on a phone nothing overflows and every target is large enough', async ({ page }, { project }) => {
  test.skip(project.name !== 'phone', 'a rule of the phone');
  await openWithPack(page, 'thermal');
  await expectFitting(page);
  await choose(page, [textFile]);
  await expect(rows(page)).toContainText('This file is not a picture.');
  await expectFitting(page);
  await inspectSample(page);
  await expectFitting(page);
  await page.goto('/history');
  await expect(rows(page)).toHaveCount(1);
  await expectFitting(page);
  await page.goto('/sync');
  await expect(page.getByRole('button', { name: 'Register' })).toBeVisible();
  await expectFitting(page);
  await page.goto('/settings');
  await expect(page.getByRole('region', { name: 'Storage' })).toContainText(/used/);
  await expectFitting(page);
});

async function expectClean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual(
    [],
  );
}

async function expectFitting(page: Page): Promise<void> {
  const found = await page.evaluate((leastPx) => {
    const targets = document.querySelectorAll('button, a[href], summary, [role="radio"], [role="tab"]');
    const small = Array.from(targets)
      .filter((target) => target.checkVisibility() && !target.classList.contains('skip-link'))
      .filter((target) => target.getBoundingClientRect().height < leastPx)
      .map((target) => target.textContent);
    return { small, overhangPx: document.documentElement.scrollWidth - window.innerWidth };
  }, leastTouchPx);
  expect(found).toEqual({ small: [], overhangPx: 0 });
}
