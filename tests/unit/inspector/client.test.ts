import { expect, test } from 'vitest';
import type { PackFault } from '../../../src/domain/pack';
import { fail, succeed, type Result } from '../../../src/domain/result';
import type { InspectFault } from '../../../src/domain/inspection';
import type { InspectedPicture, LoadedPack } from '../../../src/inspector/contract';
import { job, limits, lost, setUp } from '../../support/inspector-client';
import { madeInspection, madeLoadedPack } from '../../support/make-inspection';

test('INS-4 answers every pending call with worker-lost when the worker fails, and the next call works', async () => {
  const { client, workers, asked } = setUp();
  const pending = [client.inspect(job('hang-1')), client.inspect(job('hang-2'))];
  await asked('hang-2');
  workers[0]?.fail('boom');
  expect(await Promise.all(pending)).toEqual([lost('boom'), lost('boom')]);
  expect(workers[0]?.isTerminated()).toBe(true);
  expect((await client.inspect(job('next'))).ok).toBe(true);
  client.close();
});

test('INS-5 notices by the liveness lock that the browser has ended the worker', async () => {
  const { client, workers, asked } = setUp();
  const pending = client.inspect(job('hang'));
  await asked('hang');
  workers[0]?.vanish();
  expect(await pending).toEqual(lost('the browser ended the worker'));
  client.close();
});

test('INS-6 a worker without an answer for too long counts as lost', async () => {
  const { client, advance, asked } = setUp();
  const pending = client.inspect(job('hang'));
  await asked('hang');
  advance(limits.silenceMs);
  expect(await pending).toEqual(lost('no answer for 5000 ms'));
  client.close();
});

test('INS-7 loads the pack again once after a loss; after a second loss only with the next call', async () => {
  const { client, workers, asked, loads } = setUp();
  const pending = client.inspect(job('hang'));
  await asked('hang');
  workers[0]?.fail('boom');
  await pending;
  await expect.poll(() => loads.length).toBe(2);
  workers[1]?.fail('again');
  expect(workers.length).toBe(2);
  expect((await client.inspect(job('next'))).ok).toBe(true);
  expect(workers.length).toBe(3);
  client.close();
});

test('INS-8 ends a worker with a bug and reports worker-lost', async () => {
  const { client, workers } = setUp({ inspect: () => Promise.reject(new TypeError('a bug')) });
  expect(await client.inspect(job('one'))).toEqual(lost('TypeError: a bug'));
  expect(workers[0]?.isTerminated()).toBe(true);
  client.close();
});

test('INS-9 ends an idle worker, but not a busy one', async () => {
  const { client, workers, advance } = setUp();
  await client.inspect(job('one'));
  advance(limits.idleMs - 1);
  await client.inspect(job('two'));
  advance(limits.idleMs - 1);
  expect(workers[0]?.isTerminated()).toBe(false);
  advance(1);
  expect(workers[0]?.isTerminated()).toBe(true);
  client.close();
});

test('INS-10 replaces a worker after its number of pictures', async () => {
  const { client, workers } = setUp();
  for (const id of ['one', 'two', 'three', 'four']) expect((await client.inspect(job(id))).ok).toBe(true);
  expect(workers.map((worker) => worker.isTerminated())).toEqual([true, false]);
  client.close();
});

test('INS-11 a cancelled picture is answered at once; a worker that cannot stop in time is ended', async () => {
  const { client, workers, advance, cancelled, asked } = setUp();
  const stop = new AbortController();
  const pending = client.inspect(job('hang'), { signal: stop.signal });
  await asked('hang');
  stop.abort();
  expect(await pending).toEqual(fail({ kind: 'cancelled' }));
  await expect.poll(() => cancelled).toEqual(['hang']);
  expect(workers[0]?.isTerminated()).toBe(false);
  advance(limits.cancelGraceMs);
  expect(workers[0]?.isTerminated()).toBe(true);
  expect((await client.inspect(job('next'))).ok).toBe(true);
  client.close();
});

test('INS-11 does not end a worker that other calls wait for', async () => {
  const { client, workers, advance, asked } = setUp();
  const stop = new AbortController();
  const first = client.inspect(job('hang-1'), { signal: stop.signal });
  const second = client.inspect(job('hang-2'));
  await asked('hang-2');
  stop.abort();
  expect(await first).toEqual(fail({ kind: 'cancelled' }));
  advance(limits.cancelGraceMs);
  expect(workers[0]?.isTerminated()).toBe(false);
  workers[0]?.fail('end of the test');
  await second;
  client.close();
});

test('INS-12 loads a pack once for all its pictures, and reports a pack that is not on the device', async () => {
  const { client, loads } = setUp();
  await Promise.all([client.prepare('made-up'), client.inspect(job('one')), client.inspect(job('two'))]);
  expect(loads).toEqual(['auto']);
  expect(await client.prepare('absent')).toEqual(fail({ kind: 'pack-not-loaded', packId: 'absent' }));
  client.close();
});

test('INS-12 loads a pack again at the next call if loading failed', async () => {
  const answers: Result<LoadedPack, PackFault>[] = [fail({ kind: 'not-json' }), succeed(madeLoadedPack)];
  const { client } = setUp({ load: () => Promise.resolve(answers.shift() ?? fail({ kind: 'not-json' })) });
  expect(await client.prepare('made-up')).toEqual(fail({ kind: 'pack-fault', fault: { kind: 'not-json' } }));
  expect((await client.prepare('made-up')).ok).toBe(true);
  client.close();
});

test('INS-13 does not try a GPU again after a worker was lost while it tried one', async () => {
  const { client, workers, loads } = setUp({
    load: ({ preference }): Promise<Result<LoadedPack, never>> => {
      seen.push(preference);
      return preference === 'auto' ? new Promise<never>(() => undefined) : Promise.resolve(succeed(madeLoadedPack));
    },
  });
  const seen: string[] = [];
  const pending = client.prepare('made-up');
  await expect.poll(() => seen.length).toBe(1);
  workers[0]?.fail('the GPU is gone');
  expect((await pending).ok).toBe(false);
  expect((await client.inspect(job('next'))).ok).toBe(true);
  expect(seen).toEqual(['auto', 'wasm']);
  expect(loads).toEqual([]);
  client.close();
});

test('INS-13 uses WASM after a GPU has failed a picture', async () => {
  const onGpu: LoadedPack = { ...madeLoadedPack, backend: { backend: 'webgpu' } };
  const wishes: string[] = [];
  const failed: Result<InspectedPicture, InspectFault> = fail({ kind: 'network-failed', detail: 'device lost' });
  const { client } = setUp({
    load: ({ preference }) => {
      wishes.push(preference);
      return Promise.resolve(succeed(preference === 'auto' ? onGpu : madeLoadedPack));
    },
    inspect: () => Promise.resolve(wishes.length === 1 ? failed : succeed(madeInspection)),
  });
  expect(await client.inspect(job('one'))).toEqual(failed);
  expect((await client.inspect(job('two'))).ok).toBe(true);
  expect(wishes).toEqual(['auto', 'wasm']);
  client.close();
});
