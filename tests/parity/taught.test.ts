/** Teaching in Node against the Python reference: cases and numbers come from `training/trainer/packs/taught_fixture.py`. */
import { expect, test } from 'vitest';
import { teachMadeCells } from '../contract/teach-made-cells';
import { taughtFixture, worstNumber } from '../support/taught-fixture';

const { tolerance, cases } = taughtFixture();

test.each(cases)('TCH-20 Node teaches as the Python reference: $title', async ({ expected, ...each }) => {
  const found = await teachMadeCells(each);
  expect(
    found.rows,
    'rows of each picture; the size of the bank is also in training/trainer/patchcore/teach.py',
  ).toEqual(expected.rows);
  expect(found.bankSha256).toBe(expected.bankSha256);
  expect(found.placedBy).toBe(expected.placedBy);
  expect(worstNumber(found, expected)).toBeLessThanOrEqual(tolerance);
});
