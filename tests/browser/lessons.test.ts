/** Learning in the browser against the Python reference; `tests/parity/lessons.test.ts` has the same cases in Node. */
import { expect, test } from '@playwright/test';
import { lessonFixture, rowsOf, worstScore } from '../support/lesson-fixture';
import './page/test-page';

const { tolerance, cases } = lessonFixture();

test('LRN-20 the browser learns as the Python reference', async ({ page }) => {
  await page.goto('/');
  for (const { expected, ...each } of cases) {
    const found = await page.evaluate(async (made) => (await window.fieldgrade).learnMadeCells(made), each);
    expect(rowsOf(found), each.title).toEqual(rowsOf(expected));
    expect(worstScore(found, expected), each.title).toBeLessThanOrEqual(tolerance);
  }
});
