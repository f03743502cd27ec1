import { expect, test } from 'vitest';
import { fail, succeed, type Result } from '../../../src/domain/result';
import type { StorageFault } from '../../../src/domain/record';
import { createDeletionService } from '../../../src/services/deletion-service';

test('REV-6 what is deleted can be brought back until the time is over; then it is deleted once', async () => {
  const { service, deleted, runTimer } = setUp();
  service.request(['a', 'b']);
  service.undo();
  await runTimer();
  expect(deleted).toEqual([]);
  service.request(['a']);
  service.request(['b']);
  expect([...service.pending().ids]).toEqual(['a', 'b']);
  await runTimer();
  expect(deleted).toEqual(['a', 'b']);
  expect(service.pending().ids.size).toBe(0);
});

test('REV-6 a deletion that storage refuses is reported, and nothing stays marked', async () => {
  const { service, runTimer } = setUp(() => fail({ kind: 'storage-unavailable', detail: 'closed' }));
  service.request(['a']);
  await runTimer();
  expect(service.pending()).toEqual({ ids: new Set(), fault: { kind: 'storage-unavailable', detail: 'closed' } });
});

/** A service whose timer runs when the test says so. */
function setUp(answer: () => Result<void, StorageFault> = () => succeed(undefined)) {
  const deleted: string[] = [];
  let due: (() => void) | undefined;
  const service = createDeletionService({
    removeAll: (ids) => {
      deleted.push(...ids);
      return Promise.resolve(answer());
    },
    schedule: (run) => {
      due = run;
      return () => {
        due = undefined;
      };
    },
  });
  const runTimer = async (): Promise<void> => {
    due?.();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { service, deleted, runTimer };
}
