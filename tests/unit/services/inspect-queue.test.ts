import 'fake-indexeddb/auto';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { InspectFault } from '../../../src/domain/inspection';
import type { InspectionRecord, StorageFault } from '../../../src/domain/record';
import { fail, succeed, type Result } from '../../../src/domain/result';
import type { InspectQueue } from '../../../src/services/inspect-queue';
import { isBusy } from '../../../src/services/inspect-queue-state';
import type { InspectedPicture } from '../../../src/inspector/contract';
import { openStorage, type StorageFixture } from '../../contract/storage-fixture';
import { madeInspection, madeLoadedPack } from '../../support/make-inspection';
import { openTab, phases, pictureOf, queuePack, sizeOf, type QueueTab, type TabParts } from '../../support/queue-tab';

const full: StorageFault = { kind: 'storage-full', neededBytes: 5 };

test('SCR-11 inspects as many pictures at once as it is allowed, and a failure does not stop the others', async () => {
  let running = 0;
  let mostAtOnce = 0;
  const { queue } = setUp({
    atOnce: 2,
    inspector: {
      inspect: async ({ file }) => {
        mostAtOnce = Math.max(mostAtOnce, ++running);
        // The first waits for a second, however long its bytes take to be read.
        await vi.waitUntil(() => mostAtOnce > 1, { timeout: 10_000 });
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        return sizeOf(file) === 0 ? fail({ kind: 'empty-file' }) : succeed(madeInspection);
      },
    },
  });
  queue.add([pictureOf('a', 1), pictureOf('broken', 0), pictureOf('b', 2), pictureOf('c', 3)], queuePack);
  await atRest(queue);
  expect(phases(queue)).toEqual(['saved', 'failed', 'saved', 'saved']);
  expect(mostAtOnce).toBe(2);
});

test('SCR-11 inspects a failed picture again on retry', async () => {
  const answers: Result<InspectedPicture, InspectFault>[] = [fail({ kind: 'network-failed', detail: 'gone' })];
  const inspect = () => Promise.resolve(answers.shift() ?? succeed(madeInspection));
  const { queue } = setUp({ inspector: { inspect } });
  const [id = ''] = queue.add([pictureOf('a', 1)], queuePack);
  await atRest(queue);
  queue.retry(id);
  await atRest(queue);
  expect(phases(queue)).toEqual(['saved']);
});

test('SCR-11 fails only one picture when a layer below throws', async () => {
  const { queue } = setUp({
    inspector: {
      inspect: ({ file }) =>
        sizeOf(file) === 0 ? Promise.reject(new Error('bug')) : Promise.resolve(succeed(madeInspection)),
    },
  });
  queue.add([pictureOf('broken', 0), pictureOf('a', 1)], queuePack);
  await atRest(queue);
  expect(phases(queue)).toEqual(['failed', 'saved']);
});

test('SCR-13 keeps the record of a saved picture, not its pixels', async () => {
  const { queue } = setUp({});
  queue.add([pictureOf('a', 1)], queuePack);
  await atRest(queue);
  const [item] = queue.read().items;
  expect(item?.file).toBeUndefined();
  expect(Object.keys(item?.state ?? {})).toEqual(['phase', 'record']);
});

test('SCR-14 keeps a result that cannot be saved and pauses the queue until it is saved', async () => {
  const { queue } = setUp({}, [fail(full)]);
  queue.add([pictureOf('a', 1), pictureOf('b', 2)], queuePack);
  await vi.waitFor(() => expect(queue.read().pausedBy).toEqual(full));
  expect(phases(queue)).toEqual(['unsaved', 'waiting']);
  queue.resume();
  await atRest(queue);
  expect(phases(queue)).toEqual(['saved', 'saved']);
});

test('SCR-14 keeps the result and stays paused when saving fails again', async () => {
  const { queue } = setUp({}, [fail(full), fail(full)]);
  const [id = ''] = queue.add([pictureOf('a', 1), pictureOf('b', 2)], queuePack);
  await vi.waitFor(() => expect(queue.read().pausedBy).toEqual(full));
  queue.retry(id);
  await vi.waitFor(() => expect(queue.read().pausedBy).toEqual(full));
  expect(phases(queue)).toEqual(['unsaved', 'waiting']);
});

test('SCR-37 is busy while only this page has a picture and while a result is unsaved', async () => {
  const { queue } = setUp({}, [fail(full)]);
  expect(isBusy(queue.read())).toBe(false);
  queue.add([pictureOf('a', 1)], queuePack);
  expect(isBusy(queue.read())).toBe(true);
  await vi.waitFor(() => expect(phases(queue)).toEqual(['unsaved']));
  expect(isBusy(queue.read())).toBe(true);
});

test('COR-10 BAT-7 a result too large for the office fails at once, its picture is kept, and the batch continues', async () => {
  const regions = { isMany: true };
  const inspect: TabInspect = ({ file }) =>
    Promise.resolve(succeed(sizeOf(file) === 9 && regions.isMany ? withManyRegions() : madeInspection));
  const { queue } = setUp({ inspector: { inspect } });
  const [, large = ''] = queue.add([pictureOf('a', 1), pictureOf('large', 9), pictureOf('b', 2)], queuePack);
  await atRest(queue);
  expect(phases(queue)).toEqual(['saved', 'failed', 'saved']);
  const item = queue.read().items.find(({ id }) => id === large);
  expect(item?.state).toMatchObject({ fault: { kind: 'storage-fault', fault: { kind: 'item-too-large' } } });
  regions.isMany = false;
  queue.retry(large);
  await atRest(queue);
  expect(phases(queue)).toEqual(['saved', 'saved', 'saved']);
});

type TabInspect = NonNullable<NonNullable<TabParts['inspector']>['inspect']>;

/** A verdict with as many regions as a record may have, which is more than one change may carry. */
function withManyRegions(): InspectedPicture {
  const { anomaly } = madeInspection.verdict;
  if (anomaly === undefined) throw new Error('the fixture has a score');
  const box = {
    x: 1,
    y: 1,
    width: 2,
    height: 2,
    score: 0.9,
    level: 'Faulty',
    levelTitle: 'F'.repeat(190),
    action: 'a',
  };
  const boxes = Array.from({ length: 1_000 }, () => ({ ...box, levelTitle: box.levelTitle }));
  return { ...madeInspection, verdict: { ...madeInspection.verdict, anomaly: { ...anomaly, boxes } } };
}

test('CAP-9 saves a picture with the asset and the problems that were known when it was taken', async () => {
  const { queue } = setUp({});
  const context = { assetId: 'a-1', capture: { problems: ['glare'], overruled: true } };
  queue.add([{ ...pictureOf('a', 1), context }], queuePack);
  await atRest(queue);
  const [item] = queue.read().items;
  expect(item?.state).toMatchObject({ phase: 'saved', record: { fileName: 'a', ...context } });
});

test('CAP-5 a photo that was just taken is inspected, even if its bytes are those of an earlier one', async () => {
  const { queue } = setUp({});
  queue.add([pictureOf('a', 1)], queuePack);
  await atRest(queue);
  queue.add([{ ...pictureOf('a', 1), again: true }], queuePack);
  await atRest(queue);
  expect(phases(queue)).toEqual(['saved', 'saved']);
});

test('BAT-5 a picture that was inspected before with the same pack is recognised, and inspected again only if asked', async () => {
  const { queue, inspected } = setUp({});
  queue.add([pictureOf('a', 1)], queuePack);
  await atRest(queue);
  const [again = ''] = queue.add([pictureOf('copy of a', 1), pictureOf('b', 2)], queuePack);
  await atRest(queue);
  expect(phases(queue)).toEqual(['saved', 'known', 'saved']);
  expect(inspected).toEqual([1, 2]);
  queue.inspectAgain(again);
  await atRest(queue);
  expect(phases(queue)).toEqual(['saved', 'saved', 'saved']);
});

test('BAT-5 samples and another version of the pack are inspected again', async () => {
  const { queue } = setUp({});
  const sample = { ...pictureOf('sample', 1), source: 'sample' } as const;
  for (const picture of [sample, sample]) {
    queue.add([picture], queuePack);
    await atRest(queue);
  }
  expect(phases(queue)).toEqual(['saved', 'saved']);
  const { queue: other } = setUp({ inspections: { knownPicture: knownIn('0.9.0') } });
  other.add([pictureOf('a', 1)], queuePack);
  await atRest(other);
  expect(phases(other)).toEqual(['saved']);
});

test('BAT-6 a pack that cannot be used pauses the batch with the reason, and no picture fails', async () => {
  const answers: Result<never, { kind: 'offline' }>[] = [fail({ kind: 'offline' })];
  const prepare = () => Promise.resolve(answers.shift() ?? succeed(madeLoadedPack));
  const { queue, inspected } = setUp({ inspector: { prepare } });
  queue.add([pictureOf('a', 1), pictureOf('b', 2)], queuePack);
  await vi.waitFor(() => expect(queue.read().batches[0]?.pausedBecause).toEqual({ kind: 'offline' }));
  expect(phases(queue)).toEqual(['waiting', 'waiting']);
  expect(queue.read().batches[0]?.phase).toBe('paused');
  expect(inspected).toEqual([]);
  await queue.proceed(queue.read().batches[0]?.id ?? '');
  await atRest(queue);
  expect(phases(queue)).toEqual(['saved', 'saved']);
});

test('BAT-8 a picture that ends its worker is inspected once more before it fails', async () => {
  const asked: number[] = [];
  const inspect = ({ file }: { readonly file: Blob | ArrayBuffer }) => {
    asked.push(sizeOf(file));
    const isLost = sizeOf(file) === 9 || asked.length === 2;
    return Promise.resolve(isLost ? fail({ kind: 'worker-lost', detail: 'gone' } as const) : succeed(madeInspection));
  };
  const { queue } = setUp({ inspector: { inspect } });
  queue.add([pictureOf('a', 1), pictureOf('innocent', 2), pictureOf('guilty', 9)], queuePack);
  await atRest(queue);
  expect(phases(queue)).toEqual(['saved', 'saved', 'failed']);
  expect(asked).toEqual([1, 2, 2, 9, 9]);
});

/** A queue over new storage. The first saves have the given outcomes. */
function setUp(parts: TabParts, outcomes: Result<InspectionRecord, StorageFault>[] = []): QueueTab {
  const storage = openStorage(`queue-${crypto.randomUUID()}`);
  onTestFinished(() => storage.connection.close());
  return openTab({ ...storage, inspections: { ...storage.inspections, add: failingAdd(storage, outcomes) } }, parts);
}

function failingAdd(
  { inspections }: StorageFixture,
  outcomes: Result<InspectionRecord, StorageFault>[],
): StorageFixture['inspections']['add'] {
  return (...args) => {
    const outcome = outcomes.shift();
    return outcome?.ok === false ? Promise.resolve(outcome) : inspections.add(...args);
  };
}

/** Knows every picture, but only with this version of the pack. */
function knownIn(version: string) {
  return ({ packVersion }: { readonly packVersion: string }) =>
    Promise.resolve(packVersion === version ? { recordId: 'r', takenAt: '2026-01-01T00:00:00.000Z' } : undefined);
}

function atRest(queue: InspectQueue): Promise<void> {
  return vi.waitFor(() => {
    const active = phases(queue).filter((phase) => phase === 'waiting' || phase === 'running');
    expect(active).toEqual([]);
  });
}
