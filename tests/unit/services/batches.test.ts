/** Batches across restarts and tabs. A closed tab is a queue whose worker never answers, and whose locks are given back. */
import 'fake-indexeddb/auto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fail, succeed } from '../../../src/domain/result';
import type { NewPicture } from '../../../src/services/inspect-queue-state';
import type { InspectQueue } from '../../../src/services/inspect-queue';
import { openStorage, valueOf, type StorageFixture } from '../../contract/storage-fixture';
import { madeInspection } from '../../support/make-inspection';
import { createLocks, openTab, phases, pictureOf, queuePack, type QueueTab } from '../../support/queue-tab';

const full = { kind: 'storage-full', neededBytes: 5 } as const;
const never = { inspect: () => new Promise<never>(() => undefined) };

test('BAT-1 after a restart the pictures that were left are inspected, and the batch says how many', async () => {
  const { storage, locks } = setUp();
  const first = locks.tab();
  const closed = openTab(storage, { locks: first, inspector: afterPictures(2) });
  closed.queue.add(fivePictures(), queuePack, 'north line');
  await vi.waitFor(() => expect(phases(closed.queue)).toEqual(['saved', 'saved', 'running', 'waiting', 'waiting']));
  await allStored(closed.queue);
  first.close();

  const { queue, inspected } = openTab(storage, { locks: locks.tab() });
  await queue.start();
  await ended(queue);
  expect(inspected).toEqual([3, 4, 5]);
  expect(queue.read().batches).toMatchObject([{ name: 'north line', phase: 'ended', saved: 5, resumed: 3 }]);
  expect(await savedNames(storage)).toEqual(['1.jpg', '2.jpg', '3.jpg', '4.jpg', '5.jpg']);
  queue.readNotice(queue.read().batches[0]?.id ?? '');
  expect(queue.read().batches[0]?.resumed).toBeUndefined();
});

test('CAP-16 the photos of one session of the viewfinder are one batch, also the first and also after it was done', async () => {
  const { storage } = setUp();
  const { queue } = openTab(storage);
  const sessionId = crypto.randomUUID();
  const ids: string[] = [];
  for (const name of ['1.jpg', '2.jpg', '3.jpg']) {
    ids.push(...queue.addToSession([pictureOf(name, ids.length + 1)], queuePack, sessionId));
    await ended(queue);
  }
  expect(ids).toEqual([0, 1, 2].map((order) => `${sessionId}.${order}`));
  expect(queue.read().batches).toMatchObject([{ id: sessionId, chosen: 3, saved: 3, phase: 'ended' }]);
  expect(await savedNames(storage)).toEqual(['1.jpg', '2.jpg', '3.jpg']);
  const linked = valueOf(await storage.history.linked({ name: 'batchId', value: sessionId }, 10));
  expect(linked).toHaveLength(3);
  expect(valueOf(await storage.batches.byId(sessionId))).toMatchObject({
    batch: { chosen: 3, saved: 3, phase: 'ended' },
    pictures: [],
  });
});

test('CAP-16 photos that are taken while the first is inspected join its batch, also after a restart', async () => {
  const { storage, locks } = setUp();
  const first = locks.tab();
  const closed = openTab(storage, { locks: first, inspector: never });
  const sessionId = crypto.randomUUID();
  closed.queue.addToSession([pictureOf('1.jpg', 1)], queuePack, sessionId);
  closed.queue.addToSession([pictureOf('2.jpg', 2)], queuePack, sessionId);
  await allStored(closed.queue);
  first.close();
  const { queue, inspected } = openTab(storage, { locks: locks.tab() });
  await queue.start();
  await ended(queue);
  expect(inspected).toEqual([1, 2]);
  expect(queue.read().batches).toMatchObject([{ id: sessionId, chosen: 2, saved: 2, resumed: 2 }]);
});

test('BAT-2 a result of a tab that counted as closed is not saved twice', async () => {
  const { storage, locks } = setUp();
  const first = locks.tab();
  let answer = (): void => undefined;
  const slow = new Promise<void>((resolve) => (answer = resolve));
  const sleeping = openTab(storage, {
    locks: first,
    inspector: { inspect: () => slow.then(() => succeed(madeInspection)) },
  });
  sleeping.queue.add([pictureOf('1.jpg', 1), pictureOf('2.jpg', 2)], queuePack);
  await allStored(sleeping.queue);
  first.close();
  const { queue } = openTab(storage, { locks: locks.tab() });
  await queue.start();
  await ended(queue);
  answer();
  await vi.waitFor(() => expect(phases(sleeping.queue)).toEqual([]));
  expect(await savedNames(storage)).toEqual(['1.jpg', '2.jpg']);
});

test('BAT-2 one tab works on a batch; another shows it and continues it when that tab is closed', async () => {
  const { storage, locks } = setUp();
  const first = locks.tab();
  const closed = openTab(storage, { locks: first, inspector: never });
  closed.queue.add(fivePictures(), queuePack);
  await allStored(closed.queue);
  const { queue, inspected } = openTab(storage, { locks: locks.tab() });
  await queue.start();
  expect(queue.read().batches).toMatchObject([{ isElsewhere: true }]);
  expect(inspected).toEqual([]);
  first.close();
  await ended(queue);
  expect(inspected).toEqual([1, 2, 3, 4, 5]);
});

test('BAT-3 where storage is full, the pictures before stay and the others are inspected from memory', async () => {
  const { storage } = setUp();
  let writes = 0;
  const add: StorageFixture['batches']['add'] = (...args) =>
    ++writes > 1 ? Promise.resolve(fail(full)) : storage.batches.add(...args);
  const { queue } = openTab(storage, { batches: { add }, inspector: never });
  queue.add(fivePictures(), queuePack);
  await vi.waitFor(() => expect(queue.read().batches[0]?.notStored).toEqual(full));
  const [batch] = queue.read().batches;
  expect(valueOf(await storage.batches.byId(batch?.id ?? ''))?.pictures).toHaveLength(1);
  expect(queue.read().items.map(({ storage: place }) => place)).toEqual([
    'stored',
    'memory',
    'memory',
    'memory',
    'memory',
  ]);

  writes = -9;
  await queue.storeAgain(batch?.id ?? '');
  expect(queue.read().batches[0]?.notStored).toBeUndefined();
  expect(valueOf(await storage.batches.byId(batch?.id ?? ''))?.pictures).toHaveLength(5);
});

test('BAT-3 pictures that only this page has get their results', async () => {
  const { storage } = setUp();
  const { queue } = openTab(storage, { batches: { add: () => Promise.resolve(fail(full)) } });
  queue.add(fivePictures(), queuePack);
  await ended(queue);
  expect(await savedNames(storage)).toHaveLength(5);
});

test('BAT-4 pause finishes the running picture and survives a restart', async () => {
  const { storage, locks } = setUp();
  const first = locks.tab();
  const { queue } = openTab(storage, { locks: first });
  queue.add(fivePictures(), queuePack);
  const id = queue.read().batches[0]?.id ?? '';
  await vi.waitFor(() => expect(phases(queue)[0]).toBe('saved'));
  queue.pause(id);
  await vi.waitFor(() => expect(phases(queue)).not.toContain('running'));
  await allStored(queue);
  await vi.waitFor(async () => expect(valueOf(await storage.batches.byId(id))?.batch.phase).toBe('paused'));
  const saved = phases(queue).filter((phase) => phase === 'saved').length;
  first.close();
  const after = openTab(storage, { locks: locks.tab() });
  await after.queue.start();
  expect(after.queue.read().batches).toMatchObject([{ phase: 'paused', saved }]);
  expect(after.inspected).toEqual([]);
  await after.queue.proceed(id);
  await ended(after.queue);
  expect(await savedNames(storage)).toHaveLength(5);
});

test('BAT-4 stop cancels the running picture; the others stay as not inspected until they are continued or discarded', async () => {
  const { storage } = setUp();
  const { queue } = openTab(storage, { inspector: untilAborted });
  queue.add(fivePictures(), queuePack);
  const id = queue.read().batches[0]?.id ?? '';
  await vi.waitFor(() => expect(phases(queue)[0]).toBe('running'));
  await allStored(queue);
  queue.stop(id);
  await vi.waitFor(() => expect(phases(queue)).toEqual(Array.from({ length: 5 }, () => 'waiting')));
  expect(queue.read().batches[0]?.phase).toBe('stopped');
  await vi.waitFor(async () => expect(valueOf(await storage.batches.unfinished())).toEqual([id]));
  queue.discardWaiting(id);
  expect(queue.read().batches).toMatchObject([{ phase: 'ended', discarded: 5 }]);
  await vi.waitFor(async () => {
    expect(valueOf(await storage.batches.byId(id))).toMatchObject({ batch: { discarded: 5 }, pictures: [] });
  });
});

test('BAT-7 failures are listed after a restart, and their bytes are kept only where another attempt can help', async () => {
  const { storage, locks } = setUp();
  const first = locks.tab();
  const faults = [fail({ kind: 'not-a-picture' } as const), fail({ kind: 'network-failed', detail: 'x' } as const)];
  const { queue } = openTab(storage, {
    locks: first,
    inspector: { inspect: () => Promise.resolve(faults.shift() ?? succeed(madeInspection)) },
  });
  queue.add([pictureOf('text.jpg', 1), pictureOf('odd.jpg', 2), pictureOf('good.jpg', 3)], queuePack);
  await ended(queue);
  first.close();
  const after = openTab(storage, { locks: locks.tab() });
  await after.queue.start();
  expect(after.queue.read().items).toMatchObject([
    { fileName: 'text.jpg', storage: 'gone', state: { phase: 'failed', fault: { kind: 'not-a-picture' } } },
    { fileName: 'odd.jpg', storage: 'stored', state: { phase: 'failed' } },
  ]);
  after.queue.retry(after.queue.read().items[1]?.id ?? '');
  await ended(after.queue);
  expect(await savedNames(storage)).toEqual(['good.jpg', 'odd.jpg']);
  after.queue.clearFinished();
  await vi.waitFor(async () => expect(valueOf(await storage.batches.unfinished())).toEqual([]));
});

test('BAT-8 a picture at which the page ended four times is listed as failed, and the batch continues', async () => {
  const { storage, locks } = setUp();
  const first = locks.tab();
  const origin = openTab(storage, { locks: first, inspector: never });
  origin.queue.add(fivePictures(), queuePack);
  await allStored(origin.queue);
  first.close();
  for (let restart = 0; restart < 4; restart += 1) {
    const lock = locks.tab();
    const { queue } = openTab(storage, { locks: lock, inspector: never });
    await queue.start();
    expect(phases(queue)).toEqual(['running', 'waiting', 'waiting', 'waiting', 'waiting']);
    lock.close();
  }
  const { queue } = openTab(storage, { locks: locks.tab() });
  await queue.start();
  await ended(queue);
  expect(queue.read().items[0]).toMatchObject({ fileName: '1.jpg', state: { fault: { kind: 'worker-lost' } } });
  expect(await savedNames(storage)).toEqual(['2.jpg', '3.jpg', '4.jpg', '5.jpg']);
});

test('BAT-14 pictures that had not been copied when the page ended are reported as missing', async () => {
  const { storage, locks } = setUp();
  const first = locks.tab();
  let writes = 0;
  const add: StorageFixture['batches']['add'] = (...args) =>
    ++writes > 1 ? new Promise<never>(() => undefined) : storage.batches.add(...args);
  const closed = openTab(storage, { locks: first, batches: { add }, inspector: never });
  closed.queue.add(fivePictures(), queuePack);
  await vi.waitFor(() => expect(phases(closed.queue)[0]).toBe('running'));
  first.close();
  const { queue } = openTab(storage, { locks: locks.tab() });
  await queue.start();
  await ended(queue);
  expect(queue.read().batches).toMatchObject([{ chosen: 5, saved: 1, discarded: 4, missing: 4 }]);
});

test('BAT-1 of a single picture only its result is kept', async () => {
  const { storage } = setUp();
  const { queue } = openTab(storage);
  queue.add([pictureOf('only.jpg', 1)], queuePack);
  await ended(queue);
  await vi.waitFor(async () => expect(valueOf(await storage.batches.list(5))).toEqual([]));
  const { summaries } = valueOf(await storage.history.page({ filter: {}, sort: 'newest' }, { limit: 5 }));
  expect(summaries.map(({ batchId, pictureSha256 }) => [batchId, typeof pictureSha256])).toEqual([
    [undefined, 'string'],
  ]);
});

function setUp() {
  const storage = openStorage(`batches-${crypto.randomUUID()}`);
  onTestFinished(() => storage.connection.close());
  return { storage, locks: createLocks() };
}

function fivePictures(): readonly NewPicture[] {
  return [1, 2, 3, 4, 5].map((bytes) => pictureOf(`${bytes}.jpg`, bytes));
}

/** A worker that answers for so many pictures, and then no more. */
function afterPictures(count: number) {
  let asked = 0;
  return {
    inspect: () => (++asked > count ? new Promise<never>(() => undefined) : Promise.resolve(succeed(madeInspection))),
  };
}

const untilAborted = {
  inspect: (_job: unknown, signal?: AbortSignal) =>
    new Promise<ReturnType<typeof fail<{ readonly kind: 'cancelled' }>>>((resolve) => {
      signal?.addEventListener('abort', () => resolve(fail({ kind: 'cancelled' })));
    }),
};

/** Waits until every picture of the queue has left the memory of the page. */
function allStored(queue: InspectQueue): Promise<void> {
  return vi.waitFor(() => expect(queue.read().items.map(({ storage }) => storage)).not.toContain('pending'));
}

function ended({ read }: QueueTab['queue']): Promise<void> {
  return vi.waitFor(() => expect(read().batches.map(({ phase }) => phase)).toEqual(read().batches.map(() => 'ended')));
}

async function savedNames(storage: StorageFixture): Promise<readonly string[]> {
  const { summaries } = valueOf(await storage.history.page({ filter: {}, sort: 'newest' }, { limit: 50 }));
  return summaries.map(({ fileName }) => fileName).sort();
}
