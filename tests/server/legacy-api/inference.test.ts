import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { createInferenceQueue } from '../../../server/inference/inference-queue';
import { openInference, type Inference } from '../../../server/inference/inference';
import { silentLog } from '../../../server/http/log';

const open: Inference[] = [];
afterEach(async () => {
  for (const inference of open.splice(0)) await inference.close();
});

function openBroken(workers: number): Inference {
  const inference = openInference({
    setup: { modelsDir: 'models', packIds: ['any'], viewLimitPixels: 1 },
    workers,
    queueLimit: 10,
    limitMs: 1_000,
    log: silentLog,
    workerFile: fileURLToPath(new URL('broken-worker.mjs', import.meta.url)),
  });
  open.push(inference);
  return inference;
}

/** The outcome of a picture whose first byte is a command for the test thread. */
async function outcomeOf(inference: Inference, firstByte: number): Promise<string> {
  const job = { packId: 'any', bytes: new Uint8Array([firstByte]), limit: 0.5, views: { kind: 'none' } } as const;
  const placed = await inference.withPlace((inspect) => inspect(job));
  if (!placed.ok) return placed.fault.kind;
  return placed.value.ok ? 'done' : placed.value.fault.kind;
}

const healthy = 0;
const dies = 1;
const hangs = 2;
const throws = 3;

test('EAR-15 a thread that dies fails one picture, and the next is served', async () => {
  const inference = openBroken(1);
  for (const firstByte of [dies, throws, dies]) {
    expect(await outcomeOf(inference, firstByte)).toBe('worker-lost');
    expect(await outcomeOf(inference, healthy)).toBe('empty-file');
  }
});

test('EAR-15 a picture that hangs is cancelled while others continue', async () => {
  const inference = openBroken(2);
  const hanging = outcomeOf(inference, hangs);
  expect(await outcomeOf(inference, healthy)).toBe('empty-file');
  expect(await hanging).toBe('out-of-time');
  expect(await Promise.all([outcomeOf(inference, healthy), outcomeOf(inference, healthy)])).toEqual([
    'empty-file',
    'empty-file',
  ]);
});

test('EAR-16 closing waits for requests in progress and refuses new ones', async () => {
  const inference = openBroken(1);
  const inside = [outcomeOf(inference, healthy), outcomeOf(inference, healthy), outcomeOf(inference, healthy)];
  const closed = inference.close();
  expect(await outcomeOf(inference, healthy)).toBe('busy');
  expect(await Promise.all(inside)).toEqual(['empty-file', 'empty-file', 'empty-file']);
  await closed;
});

test('EAR-5 a pack that cannot be used makes the models unusable, not the server', async () => {
  const inference = openInference({
    setup: { modelsDir: 'models', packIds: ['no-such-pack'], viewLimitPixels: 1 },
    workers: 1,
    queueLimit: 1,
    limitMs: 30_000,
    log: silentLog,
  });
  open.push(inference);
  expect(inference.state()).toBe('starting');
  await inference.started;
  expect(inference.state()).toBe('unusable');
});

test('EAR-14 the queue limits requests, keeps their order and estimates the wait', async () => {
  let nowMs = 0;
  const queue = createInferenceQueue({ places: 3, workers: 1, now: () => nowMs });
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const places = ['a', 'b', 'c'].map((name) => {
    const place = queue.enter();
    const done = queue.atWorker(() => {
      started.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    });
    return { place, done };
  });
  expect(queue.enter()).toEqual({ kind: 'full', retryAfterS: 1 });
  await nextEventLoopTurn();
  expect(started).toEqual(['a']);
  for (const [at, name] of ['a', 'b', 'c'].entries()) {
    nowMs += 20_000;
    ends.get(name)?.();
    await places[at]?.done;
    await nextEventLoopTurn();
    expect(started).toEqual(['a', 'b', 'c'].slice(0, at + 2));
  }
  // Three pictures of 20 s each, the newest weighing a fifth: 250 ms became 9.9 s.
  expect(queue.enter()).toEqual({ kind: 'full', retryAfterS: 10 });
  for (const { place } of [...places, ...places]) {
    if (place.kind === 'entered') place.leave();
  }
  expect(queue.active()).toBe(0);
  await queue.idle();
  expect(queue.enter().kind).toBe('entered');
});

/** Resolves after all pending promise callbacks have run. */
function nextEventLoopTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
