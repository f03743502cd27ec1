import { expect, test } from 'vitest';
import { fail, succeed, type Result } from '../../../src/domain/result';
import type { JobProgress, LoadedPack } from '../../../src/inspector/contract';
import { job, limits, lost, setUp } from '../../support/inspector-client';
import { madeLoadedPack } from '../../support/make-inspection';

test('INS-20 progress resets the watchdog and reaches the caller of that job', async () => {
  const { client, advance, asked, report } = setUp();
  const seen: JobProgress[] = [];
  const pending = client.inspect(job('hang'), { onProgress: (progress) => seen.push(progress) });
  await asked('hang');
  advance(limits.silenceMs - 1);
  report({ jobId: 'hang', step: 'extract', done: 0, total: 1 });
  report({ jobId: 'other', step: 'extract', done: 0, total: 1 });
  report({ jobId: 'hang', step: 'judge', done: 0, total: 1 });
  await expect.poll(() => seen.map(({ step }) => step)).toEqual(['extract', 'judge']);
  advance(limits.silenceMs - 1);
  advance(1);
  expect(await pending).toEqual(lost('no answer for 5000 ms'));
  client.close();
});

test('INS-20 a load that is longer than the watchdog is not mistaken for a hung worker', async () => {
  let finish: (loaded: Result<LoadedPack, never>) => void = () => undefined;
  const loaded = new Promise<Result<LoadedPack, never>>((resolve) => (finish = resolve));
  let isLoading = false;
  const { client, workers, advance, report } = setUp({
    load: () => {
      isLoading = true;
      return loaded;
    },
  });
  const seen: number[] = [];
  const pending = client.prepare('made-up', { onProgress: ({ done }) => seen.push(done) });
  await expect.poll(() => isLoading).toBe(true);
  for (let done = 0; done < 5; done++) {
    advance(limits.silenceMs - 1);
    report({ jobId: 'load:made-up', step: 'verify', done, total: 5 });
    await expect.poll(() => seen.length).toBe(done + 1);
  }
  finish(succeed(madeLoadedPack));
  expect((await pending).ok).toBe(true);
  expect(workers[0]?.isTerminated()).toBe(false);
  client.close();
});

test('INS-21 a load is cancelled in the worker, and the next call loads again', async () => {
  const jobs: string[] = [];
  const answers = new Map<string, (answer: Result<LoadedPack, { kind: 'cancelled' }>) => void>();
  const { client, workers } = setUp({
    load: ({ jobId }) => {
      jobs.push(jobId);
      return jobs.length > 1
        ? Promise.resolve(succeed(madeLoadedPack))
        : new Promise((resolve) => answers.set(jobId, resolve));
    },
    cancel: (jobId) => {
      answers.get(jobId)?.(fail({ kind: 'cancelled' }));
      return Promise.resolve();
    },
  });
  const stop = new AbortController();
  const pending = client.prepare('made-up', { signal: stop.signal });
  await expect.poll(() => jobs.length).toBe(1);
  stop.abort();
  expect(await pending).toEqual(fail({ kind: 'cancelled' }));
  expect((await client.prepare('made-up')).ok).toBe(true);
  expect(jobs).toEqual(['load:made-up', 'load:made-up']);
  expect(workers).toHaveLength(1);
  client.close();
});

test('INS-21 a load that other calls wait for is not cancelled', async () => {
  let finish = (): void => undefined;
  const released = new Promise<void>((resolve) => (finish = resolve));
  const { client, cancelled } = setUp({ load: () => released.then(() => succeed(madeLoadedPack)) });
  const stop = new AbortController();
  const first = client.prepare('made-up', { signal: stop.signal });
  const second = client.inspect(job('one'));
  stop.abort();
  expect(await first).toEqual(fail({ kind: 'cancelled' }));
  finish();
  expect((await second).ok).toBe(true);
  expect(cancelled).toEqual([]);
  client.close();
});
