/**
 * axe in a page. `AxeBuilder` would open another page for each report; our pages have no frames, so one call of `axe.run` says the same at
 * a third of the cost.
 */
import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** The rules whose outcome depends on the colours of the theme. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** What axe finds, as `rule: selectors`. */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const loaded = Reflect.get(globalThis, 'axe') as typeof axe;
    const { violations } = await loaded.run(document, {
      resultTypes: ['violations'],
      ...(only ? { runOnly: { type: 'rule', values: [...only] } } : {}),
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }, rules);
}

/** The same in the light and in the dark theme; in the dark one only the rules about colours. Without motion: no colour is in transition. */
export async function axeFindingsInBothThemes(page: Page): Promise<readonly string[]> {
  const light = await findingsIn(page, 'light');
  const dark = await findingsIn(page, 'dark', colourRules);
  return [...light, ...dark.map((finding) => `dark: ${finding}`)];
}

async function findingsIn(page: Page, colorScheme: 'light' | 'dark', rules?: readonly string[]) {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.waitForFunction((wanted) => document.documentElement.dataset['theme'] === wanted, colorScheme);
  await page.evaluate(afterTransitions);
  return axeFindings(page, rules);
}

/** Runs in the page. A transition without motion still lasts until the next frame. */
async function afterTransitions(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
  await Promise.allSettled(transitions.map(({ finished }) => finished));
}
