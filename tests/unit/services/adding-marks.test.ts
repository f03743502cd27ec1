import { expect, test } from 'vitest';
import { createAddingMarks } from '../../../src/services/adding-marks';
import { memoryStorage } from '../../support/memory-storage';

/** Locks of several tabs. */
function locksOfTabs() {
  const held = new Set<string>();
  return {
    endTab: () => held.clear(),
    holdIfFree: (lock: string) => {
      if (held.has(lock)) return Promise.resolve(undefined);
      held.add(lock);
      return Promise.resolve(() => void held.delete(lock));
    },
  };
}

const adding = { id: 'sheets', total: 300 };

test('TCH-53 a page that ended while it added pictures is named to the next one, until the files are added', async () => {
  const [storage, locks] = [memoryStorage(), locksOfTabs()];
  const ended = createAddingMarks({ storage, locks });
  void ended.during(adding, (onDone) => {
    onDone(120);
    return new Promise(() => undefined);
  });
  const next = createAddingMarks({ storage, locks });
  await expect.poll(() => storage().length).toBe(1);
  expect(await next.interrupted('sheets')).toBeUndefined();
  locks.endTab();
  await expect.poll(() => next.interrupted('sheets')).toEqual({ done: 120, total: 300 });
  expect(await next.during(adding, () => Promise.resolve('added'))).toBe('added');
  expect(await next.interrupted('sheets')).toBeUndefined();
});
