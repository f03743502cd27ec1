import { expect, test } from 'vitest';
import { createOutboxChanges } from '../../../src/services/outbox-changes';

function setUp() {
  const log: string[] = [];
  const timers: (() => void)[] = [];
  let fromElsewhere = (): void => undefined;
  const news = createOutboxChanges({
    announceElsewhere: () => log.push('told the others'),
    onElsewhere: (listener) => {
      fromElsewhere = listener;
      return () => undefined;
    },
    schedule: (run) => {
      timers.push(run);
      return () => undefined;
    },
  });
  news.onChanged(() => log.push('drawn'));
  return { news, log, timers, hear: () => fromElsewhere() };
}

test('SYN-20 many changes at once are drawn once, and the other tabs hear of them once', () => {
  const { news, log, timers } = setUp();
  for (let count = 0; count < 50; count += 1) news.announce();
  expect(log).toEqual([]);
  expect(timers).toHaveLength(1);
  timers[0]?.();
  expect(log).toEqual(['told the others', 'drawn']);
});

test('SYN-20 what another tab tells is drawn and not told again', () => {
  const { log, timers, hear } = setUp();
  hear();
  timers[0]?.();
  expect(log).toEqual(['drawn']);
});
