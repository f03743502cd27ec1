import type { Page } from '@playwright/test';
import { expect, expectResult, openWithPack, test } from './field-page';

test('SCR-32 choosing, result, deletion and return work by keyboard alone', async ({ page }) => {
  await openWithPack(page, 'thermal');
  await page.reload();
  await expect(page.getByText(/is ready\.$/)).toBeVisible({ timeout: 60_000 });

  await tabTo(page, 'Skip to content');
  await tabTo(page, 'Transformer (thermal)');
  await tabTo(page, 'Choose pictures');
  await tabTo(page, 'Transformer 1');
  await page.keyboard.press('Enter');
  await expectResult(page);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  // The picture itself, then its views.
  await tabTo(page, 'Overlay: ');
  await tabTo(page, 'Overlay');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Boxes' })).toBeFocused();
  await tabTo(page, 'Inspect another');
  await tabTo(page, 'Delete');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Delete' })).toBeFocused();
});

const mostTabs = 40;

/** Presses Tab until the named element has the focus. The focus must be visible at every stop. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < mostTabs; presses++) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return { name: '', outline: 'none' };
      const text = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : element.textContent;
      const label = element.getAttribute('aria-label') ?? text ?? '';
      return { name: label.trim(), outline: getComputedStyle(element).outlineStyle };
    });
    if (focus.name !== '') expect(focus.outline, `focus on “${focus.name}” can be seen`).not.toBe('none');
    if (focus.name.startsWith(name)) return;
  }
  throw new Error(`“${name}” cannot be reached with ${mostTabs} presses of Tab`);
}
