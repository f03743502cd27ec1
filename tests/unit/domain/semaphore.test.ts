import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSemaphore } from '../../../src/domain/semaphore';

test('ENG-16 tasks of a semaphore of capacity 1 never overlap and keep their order', async () => {
  const semaphore = createSemaphore(1);
  const log: string[] = [];
  const first = deferred();
  const slow = semaphore.run(async () => {
    log.push('first starts');
    await first.promise;
    log.push('first ends');
  });
  const quick = semaphore.run(() => log.push('second'));
  await Promise.resolve();
  first.resolve();
  await Promise.all([slow, quick]);
  expect(log).toEqual(['first starts', 'first ends', 'second']);
});

test('ENG-16 at most `capacity` tasks run at once, and they start in the order in which they asked', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 12 }),
      async (capacity, ticksByTask) => {
        const semaphore = createSemaphore(capacity);
        const started: number[] = [];
        let running = 0;
        let most = 0;
        const tasks = ticksByTask.map((ticks, task) =>
          semaphore.run(async () => {
            started.push(task);
            most = Math.max(most, (running += 1));
            for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
            running -= 1;
          }),
        );
        await Promise.all(tasks);
        expect(started).toEqual(ticksByTask.map((_, task) => task));
        expect(most).toBeLessThanOrEqual(capacity);
        expect([semaphore.active(), semaphore.waiting()]).toEqual([0, 0]);
      },
    ),
  );
});

test('ENG-17 a task that rejects does not pass its error to the next', async () => {
  const semaphore = createSemaphore(1);
  const failing = semaphore.run(() => Promise.reject(new Error('one bad picture')));
  const healthy = semaphore.run(() => 'fine');
  await expect(failing).rejects.toThrow('one bad picture');
  await expect(healthy).resolves.toBe('fine');
});

test('ENG-17 a task that throws before its first await rejects its caller and gives its permit back', async () => {
  const semaphore = createSemaphore(1);
  const failing = semaphore.run((): string => {
    throw new Error('at once');
  });
  await expect(failing).rejects.toThrow('at once');
  await expect(semaphore.run(() => 'fine')).resolves.toBe('fine');
});

test('ENG-16 tryAcquire refuses while every permit is in use and never overtakes a waiting caller', async () => {
  const semaphore = createSemaphore(1);
  const release = semaphore.tryAcquire();
  expect(release).toBeTypeOf('function');
  expect(semaphore.tryAcquire()).toBeUndefined();
  const next = semaphore.acquire();
  release?.();
  expect(semaphore.tryAcquire()).toBeUndefined();
  (await next)();
  expect(semaphore.tryAcquire()).toBeTypeOf('function');
});

test('ENG-16 a permit counts once however often it is given back', async () => {
  const semaphore = createSemaphore(1);
  const release = await semaphore.acquire();
  release();
  const second = await semaphore.acquire();
  release();
  expect(semaphore.active()).toBe(1);
  second();
  expect(semaphore.active()).toBe(0);
});

test('ENG-16 idle waits for the running and the waiting tasks', async () => {
  const semaphore = createSemaphore(1);
  const log: string[] = [];
  await semaphore.idle();
  const tasks = ['a', 'b'].map((name) => semaphore.run(() => log.push(name)));
  await semaphore.idle();
  expect(log).toEqual(['a', 'b']);
  await Promise.all(tasks);
});

test('ENG-16 a semaphore without capacity is a bug', () => {
  expect(() => createSemaphore(0)).toThrow(RangeError);
  expect(() => createSemaphore(1.5)).toThrow(RangeError);
});

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
