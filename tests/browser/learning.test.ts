/** Learning in the browser against the Python reference; `tests/parity/learning.test.ts` has the same cases in Node. */
import { expect, test } from '@playwright/test';
import { learningFixture, rowsOf, worstScore } from '../support/learning-fixture';
import './page/test-page';

const { tolerance, cases } = learningFixture();

test('LRN-20 the browser learns as the Python reference', async ({ page }) => {
  await page.goto('/');
  for (const { expected, ...each } of cases) {
    const found = await page.evaluate(async (made) => (await window.fieldgrade).learnMadeCells(made), each);
    expect(rowsOf(found), each.title).toEqual(rowsOf(expected));
    expect(worstScore(found, expected), each.title).toBeLessThanOrEqual(tolerance);
  }
});
