import { expect, test } from '@playwright/test';
import './page/test-page';

test('INS-21 a load is cancelled in the real worker, which reports its progress and then loads the pack', async ({
  page,
}) => {
  await page.goto('/');
  const { cancelled, finished, startedWorkers } = await page.evaluate(async () =>
    (await window.fieldgrade).loadTwice('transformer-thermal'),
  );
  expect(cancelled).toEqual({ outcome: 'cancelled', steps: ['verify'] });
  expect(finished.outcome).toBe('loaded');
  expect([...new Set(finished.steps)]).toEqual(['verify', 'open', 'check']);
  expect(startedWorkers).toBe(1);
});
