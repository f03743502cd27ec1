/** Learning in Node against the Python reference: cases and numbers come from `training/trainer/packs/learning_fixture.py`. */
import { expect, test } from 'vitest';
import { learnMadeCells } from '../contract/learn-made-cells';
import { learningFixture, rowsOf, worstScore } from '../support/learning-fixture';

const { tolerance, cases } = learningFixture();

test.each(cases)('LRN-20 Node learns as the Python reference: $title', async ({ expected, ...each }) => {
  const found = await learnMadeCells(each);
  expect(rowsOf(found)).toEqual(rowsOf(expected));
  expect(worstScore(found, expected)).toBeLessThanOrEqual(tolerance);
});
