import { expect, test } from 'vitest';
import type { Batch, BatchPicture } from '../../../src/domain/batch';
import type { InspectionRecord, StorageFault } from '../../../src/domain/record';
import type { InspectedPicture } from '../../../src/inspector/contract';
import { countBatch, countListed } from '../../../src/services/batch-progress';
import {
  canTryAgain,
  emptyQueue,
  endedBatches,
  isBusy,
  isWorking,
  nextWork,
  type QueueEvent,
  type QueueState,
} from '../../../src/services/inspect-queue-state';
import { reduceQueue } from '../../../src/services/reduce-queue';

const pack = { id: 'rubber-sheet', title: 'Rubber sheet' };
const full: StorageFault = { kind: 'storage-full', neededBytes: 5 };
const inspected = { verdict: {} } as InspectedPicture;
const record = { id: 'record-1', timings: { totalMs: 250 } } as InspectionRecord;
const idle = new Set<string>();

function after(...events: readonly QueueEvent[]): QueueState {
  return events.reduce(reduceQueue, emptyQueue);
}

function batchNamed(id: string, chosen: number): Batch {
  const startedAt = '2026-11-26T10:32:00.000Z';
  return { id, startedAt, pack, phase: 'running', chosen, saved: 0, discarded: 0, inspectedMs: 0 };
}

/** A batch whose pictures are stored. */
function added(id: string, ...names: readonly string[]): readonly QueueEvent[] {
  const pictures = names.map((fileName) => ({ file: new Blob(), fileName, source: 'file' as const }));
  const stored = names.map((fileName, order): BatchPicture => ({
    ...{ batchId: id, order, fileName, source: 'file', sha256: `hash of ${fileName}`, hasFile: true },
    state: { phase: 'waiting' },
  }));
  return [
    { kind: 'added', batch: batchNamed(id, names.length), pictures },
    { kind: 'stored', pictures: stored },
  ];
}

const saveFailed: QueueEvent = { kind: 'save-failed', id: 'A.0', inspected, fault: full };
const failed = { phase: 'failed', fault: { kind: 'empty-file' } } as const;

function states(queue: QueueState): readonly (readonly [string, string])[] {
  return queue.items.map(({ id, state }) => [id, state.phase]);
}

test('SCR-11 inspects the first waiting picture next that is not in progress', () => {
  const queue = after(...added('A', 'a', 'b', 'c'), { kind: 'settled', id: 'A.0', state: failed, atMs: 1 });
  expect(nextWork(queue, idle)).toMatchObject({ kind: 'inspect', item: { id: 'A.1' } });
  expect(nextWork(queue, new Set(['A.1']))).toMatchObject({ item: { id: 'A.2' } });
  const again = reduceQueue(queue, { kind: 'settled', id: 'A.0', state: { phase: 'waiting' } });
  expect(nextWork(again, idle)).toMatchObject({ item: { id: 'A.0' } });
});

test('BAT-5 a copy of a picture in progress waits until that one is saved', () => {
  const queue = after(...added('A', 'a', 'a', 'b'));
  expect(nextWork(queue, new Set(['A.0']))).toMatchObject({ item: { id: 'A.2' } });
  expect(nextWork(queue, idle)).toMatchObject({ item: { id: 'A.0' } });
});

test('SCR-13 keeps no file once it is stored or has a result', () => {
  const [opened, stored] = added('A', 'a', 'b');
  const queue = after(...(opened && stored ? [opened, stored] : []), { kind: 'saved', id: 'A.0', record, atMs: 1 });
  expect(queue.items.map(({ file }) => file)).toEqual([undefined, undefined]);
});

test('SCR-14 has no work while paused, and saves the unsaved result first when resumed', () => {
  const paused = after(...added('A', 'a', 'b'), saveFailed);
  expect(paused.pausedBy).toEqual(full);
  expect(nextWork(paused, idle)).toBeUndefined();
  const resumed = reduceQueue(paused, { kind: 'resumed' });
  expect(nextWork(resumed, idle)).toMatchObject({ kind: 'save', inspected });
  expect(nextWork(resumed, new Set(['A.0']))).toMatchObject({ item: { id: 'A.1' } });
});

test('SCR-14 continues when the unsaved result is removed, and stays paused when another picture is', () => {
  const paused = after(...added('A', 'a', 'b', 'c'), saveFailed);
  expect(reduceQueue(paused, { kind: 'discarded', ids: ['A.1'] }).pausedBy).toEqual(full);
  const gone = reduceQueue(paused, { kind: 'discarded', ids: ['A.0'] });
  expect(nextWork(gone, idle)).toMatchObject({ item: { id: 'A.1' } });
});

test('BAT-2 inspects no picture before it is stored, unless it cannot be', () => {
  const [opened] = added('A', 'a');
  const pending = after(...(opened ? [opened] : []));
  expect(nextWork(pending, idle)).toBeUndefined();
  expect(isBusy(pending)).toBe(true);
  const inMemory = reduceQueue(pending, { kind: 'not-stored', batchId: 'A', fault: full });
  expect(nextWork(inMemory, idle)).toMatchObject({ item: { id: 'A.0', storage: 'memory' } });
  expect(isBusy(inMemory)).toBe(true);
});

test('BAT-4 a paused or stopped batch has no work, and another batch continues', () => {
  const two = after(...added('A', 'a'), ...added('B', 'b'));
  for (const phase of ['paused', 'stopped'] as const) {
    const queue = reduceQueue(two, { kind: 'phase-changed', batchId: 'A', phase });
    expect(nextWork(queue, idle)).toMatchObject({ item: { id: 'B.0' } });
    expect(endedBatches(queue)).toEqual([]);
    expect(isWorking(reduceQueue(queue, { kind: 'phase-changed', batchId: 'B', phase }))).toBe(false);
  }
});

test('BAT-4 discarded pictures leave the list and are counted', () => {
  const queue = after(...added('A', 'a', 'b', 'c'), { kind: 'discarded', ids: ['A.1', 'A.2'] });
  expect(states(queue)).toEqual([['A.0', 'waiting']]);
  expect(queue.batches).toMatchObject([{ discarded: 2 }]);
});

test('BAT-6 a pack that cannot be used pauses its batch, and the picture waits', () => {
  const fault = { kind: 'offline' } as const;
  const queue = after(...added('A', 'a'), { kind: 'started', id: 'A.0' }, { kind: 'pack-failed', id: 'A.0', fault });
  expect(states(queue)).toEqual([['A.0', 'waiting']]);
  expect(queue.batches).toMatchObject([{ phase: 'paused', pausedBecause: fault }]);
  const going = reduceQueue(queue, { kind: 'phase-changed', batchId: 'A', phase: 'running' });
  expect(going.batches[0]).not.toHaveProperty('pausedBecause');
});

test('BAT-7 another attempt is offered only where it can help', () => {
  const queue = after(
    ...added('A', 'a', 'b'),
    { kind: 'settled', id: 'A.0', state: failed, atMs: 1 },
    { kind: 'settled', id: 'A.1', state: { phase: 'failed', fault: { kind: 'worker-lost', detail: '' } }, atMs: 2 },
  );
  expect(queue.items.map(canTryAgain)).toEqual([false, true]);
  const gone = queue.items.map((item) => ({ ...item, storage: 'gone' as const }));
  expect(gone.map(canTryAgain)).toEqual([false, false]);
});

test('BAT-9 counts the pictures of a batch by their state; their sum is the total', () => {
  const known = { phase: 'known', recordId: 'r', takenAt: '2026-11-26T10:32:00.000Z' } as const;
  const queue = after(
    ...added('A', 'a', 'b', 'c', 'd', 'e', 'f'),
    ...added('B', 'z'),
    { kind: 'saved', id: 'A.0', record, atMs: 1 },
    { kind: 'settled', id: 'A.1', state: failed, atMs: 2 },
    { kind: 'settled', id: 'A.2', state: known, atMs: 3 },
    { kind: 'started', id: 'A.3' },
    { kind: 'discarded', ids: ['A.5'] },
  );
  const [batch] = queue.batches;
  const counts = { total: 5, saved: 1, failed: 1, known: 1, unsaved: 0, waiting: 2 };
  expect(batch && countBatch(batch, queue.items)).toEqual(counts);
  expect(countListed(queue)).toEqual({ ...counts, total: 6, waiting: 3 });
  expect(batch).toMatchObject({ inspectedMs: 250, doneAtMs: [1, 2] });
});

test('BAT-1 a loaded batch replaces its state in the queue, except results of this page', () => {
  const queue = after(...added('A', 'a', 'b', 'c'), { kind: 'saved', id: 'A.0', record, atMs: 1 });
  const picture = { batchId: 'A', order: 2, fileName: 'c', source: 'file', hasFile: true, state: failed } as const;
  const batch = { ...batchNamed('A', 3), saved: 2, doneAtMs: [] };
  const loaded = reduceQueue(queue, { kind: 'loaded', batch, pictures: [picture] });
  expect(states(loaded)).toEqual([
    ['A.0', 'saved'],
    ['A.2', 'failed'],
  ]);
  expect(loaded.batches).toMatchObject([{ saved: 2 }]);
});
