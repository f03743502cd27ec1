import { expect, test } from 'vitest';
import { createGate } from '../../../src/engine/gate';

test('ENG-16 tasks never overlap and keep their order', async () => {
  const gate = createGate();
  const log: string[] = [];
  const first = deferred();
  const slow = gate.run(async () => {
    log.push('first starts');
    await first.promise;
    log.push('first ends');
  });
  const quick = gate.run(() => log.push('second'));
  await Promise.resolve();
  first.resolve();
  await Promise.all([slow, quick]);
  expect(log).toEqual(['first starts', 'first ends', 'second']);
});

test('ENG-17 a task that rejects does not hand its error to the next', async () => {
  const gate = createGate();
  const failing = gate.run(() => Promise.reject(new Error('one bad picture')));
  const healthy = gate.run(() => 'fine');
  await expect(failing).rejects.toThrow('one bad picture');
  await expect(healthy).resolves.toBe('fine');
});

test('ENG-17 a task that throws before its first await rejects its caller and frees the gate', async () => {
  const gate = createGate();
  const failing = gate.run((): string => {
    throw new Error('at once');
  });
  await expect(failing).rejects.toThrow('at once');
  await expect(gate.run(() => 'fine')).resolves.toBe('fine');
});

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
