import { expect, test } from 'vitest';
import { createOutboxChanges } from '../../../src/services/outbox-changes';

function setUp() {
  const log: string[] = [];
  const timers: (() => void)[] = [];
  let fromElsewhere = (): void => undefined;
  const changes = createOutboxChanges({
    announceElsewhere: () => log.push('announced'),
    onElsewhere: (listener) => {
      fromElsewhere = listener;
      return () => undefined;
    },
    schedule: (run) => {
      timers.push(run);
      return () => undefined;
    },
  });
  changes.onChanged(() => log.push('listener called'));
  return { changes, log, timers, changeElsewhere: () => fromElsewhere() };
}

test('SYN-20 notifies this tab and the others once for many changes at once', () => {
  const { changes, log, timers } = setUp();
  for (let count = 0; count < 50; count += 1) changes.announce();
  expect(log).toEqual([]);
  expect(timers).toHaveLength(1);
  timers[0]?.();
  expect(log).toEqual(['announced', 'listener called']);
});

test('SYN-20 notifies this tab of a change in another tab and does not announce it again', () => {
  const { log, timers, changeElsewhere } = setUp();
  changeElsewhere();
  timers[0]?.();
  expect(log).toEqual(['listener called']);
});
