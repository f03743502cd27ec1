/** Teaching in the browser against the Python reference; `tests/parity/taught.test.ts` has the same cases in Node. */
import { expect, test } from '@playwright/test';
import { taughtFixture, worstNumber } from '../support/taught-fixture';
import './page/test-page';

const { tolerance, cases } = taughtFixture();

test('TCH-20 the browser teaches as the Python reference', async ({ page }) => {
  await page.goto('/');
  for (const { expected, ...each } of cases) {
    const found = await page.evaluate(async (made) => (await window.fieldgrade).teachMadeCells(made), each);
    expect(found.rows, each.title).toEqual(expected.rows);
    expect(found.bankSha256, each.title).toBe(expected.bankSha256);
    expect(worstNumber(found, expected), each.title).toBeLessThanOrEqual(tolerance);
  }
});
