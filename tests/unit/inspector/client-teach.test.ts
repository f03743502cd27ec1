import { expect, test } from 'vitest';
import { fail, succeed } from '../../../src/domain/result';
import type { TeachRequest } from '../../../src/inspector/teach-in';
import { lost, limits, setUp } from '../../support/inspector-client';

const request: TeachRequest = {
  ...{ jobId: 'teach', packId: 'made-up' },
  options: {
    ...{ seed: 1, closeLook: 'auto' },
    identity: { id: 'taught-0a1b2c3d', version: '1.0.0', title: 'My sheets', taughtAt: '2026-11-26T10:00:00Z' },
  },
  pictures: [1, 2].map((number) => ({
    ...{ name: `photo ${number}`, role: 'normal' },
    read: () => Promise.resolve(succeed(new Uint8Array([number]).buffer)),
  })),
};

test('TCH-47 the worker reads the pictures when their turn comes, and its fault reaches the caller', async () => {
  const seen: number[] = [];
  const { client } = setUp({
    teach: async ({ pictures }, readPicture) => {
      for (const [at] of pictures.entries()) {
        const read = await readPicture(at);
        if (read.ok) seen.push(...new Uint8Array(read.value));
      }
      return fail({ kind: 'unusable-picture', name: pictures[1]?.name ?? '' });
    },
  });
  expect(await client.teach(request)).toEqual(fail({ kind: 'unusable-picture', name: 'photo 2' }));
  expect(seen).toEqual([1, 2]);
  client.close();
});

test('TCH-47 a worker that is lost while it teaches is a fault', async () => {
  const { client, workers, advance } = setUp({ teach: () => new Promise(() => undefined) });
  const pending = client.teach(request);
  await expect.poll(() => workers.length).toBe(1);
  await new Promise((resolve) => setImmediate(resolve));
  workers[0]?.fail('out of memory');
  expect(await pending).toEqual(lost('out of memory'));
  advance(limits.silenceMs);
  client.close();
});

test('TCH-47 cancelling returns at once and reaches the worker', async () => {
  const { client, cancelled } = setUp({ teach: () => new Promise(() => undefined) });
  const stop = new AbortController();
  const pending = client.teach(request, { signal: stop.signal });
  stop.abort();
  expect(await pending).toEqual(fail({ kind: 'cancelled' }));
  await expect.poll(() => cancelled).toEqual(['teach']);
  client.close();
});
