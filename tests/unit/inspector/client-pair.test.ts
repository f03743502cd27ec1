import { expect, test } from 'vitest';
import { createClientPair } from '../../../src/inspector/client-pair';
import { workerCount } from '../../../src/platform/worker-count';
import { job, lost, setUp } from '../../support/inspector-client';

const ofBatch = { isOneOfMany: true };

function pairOf() {
  const [first, second] = [setUp(), setUp()];
  return { first, second, pair: createClientPair(first.client, second.client) };
}

test('INS-23 four cores and 4 GB make two workers; less, or unknown memory, makes one', () => {
  expect(workerCount({ hardwareConcurrency: 4, deviceMemory: 4 })).toBe(2);
  expect(workerCount({ hardwareConcurrency: 8, deviceMemory: 2 })).toBe(1);
  expect(workerCount({ hardwareConcurrency: 2, deviceMemory: 8 })).toBe(1);
  expect(workerCount({ hardwareConcurrency: 8 })).toBe(1);
});

test('INS-23 the second worker is started only for a picture of a batch while the first is busy', async () => {
  const { first, second, pair } = pairOf();
  expect((await pair.inspect(job('one'))).ok).toBe(true);
  void pair.inspect(job('hang-1'), ofBatch);
  await first.asked('hang-1');
  void pair.inspect(job('hang-2'));
  await first.asked('hang-2');
  expect(second.workers.length).toBe(0);
  expect((await pair.inspect(job('three'), ofBatch)).ok).toBe(true);
  expect(second.workers.length).toBe(1);
  expect(second.loads).toEqual(['wasm']);
});

test('INS-23 after the second worker was lost its picture is reported as lost, and only the first is used', async () => {
  const { first, second, pair } = pairOf();
  void pair.inspect(job('hang-1'), ofBatch);
  await first.asked('hang-1');
  const inspected = pair.inspect(job('hang-2'), ofBatch);
  await second.asked('hang-2');
  second.workers[0]?.fail('out of memory');
  expect(await inspected).toEqual(lost('out of memory'));
  expect((await pair.inspect(job('three'), ofBatch)).ok).toBe(true);
  expect(second.workers.every(({ isTerminated }) => isTerminated())).toBe(true);
  await first.asked('three');
});

test('INS-23 closing and renewing reach both workers', async () => {
  const { first, second, pair } = pairOf();
  const pictures = [pair.inspect(job('hang-1'), ofBatch)];
  await first.asked('hang-1');
  pictures.push(pair.inspect(job('hang-2'), ofBatch));
  await second.asked('hang-2');
  pair.close();
  expect(await Promise.all(pictures)).toEqual([lost('closed'), lost('closed')]);
});
