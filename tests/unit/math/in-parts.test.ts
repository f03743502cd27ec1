import { expect, test } from 'vitest';
import { runAtOnce, runInParts, type InParts } from '../../../src/math/in-parts';

function* parts(count: number, products: number): InParts<string> {
  for (let part = 0; part < count; part++) yield products;
  return 'done';
}

test('TCH-92 a computation in parts yields to other tasks at its start and every ten million products', async () => {
  let turns = 0;
  const turn = () => Promise.resolve(++turns > 0);
  expect(await runInParts(parts(100, 1e6), turn)).toBe('done');
  expect(turns).toBe(1 + 10);
  expect(runAtOnce(parts(3, 1))).toBe('done');
});

test('TCH-92 a computation in parts stops at the next part', async () => {
  let turns = 0;
  const steps = parts(100, 1e7);
  expect(await runInParts(steps, () => Promise.resolve(++turns < 4))).toBeUndefined();
  expect(turns).toBe(4);
  expect([...steps]).toHaveLength(97);
});
