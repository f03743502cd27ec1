import { expect, test } from 'vitest';
import type { InspectionRecord, StorageFault } from '../../../src/domain/record';
import type { InspectedPicture } from '../../../src/inspector/contract';
import {
  emptyQueue,
  nextWork,
  reduceQueue,
  type QueueEvent,
  type QueueState,
} from '../../../src/services/inspect-queue-state';

const pack = { id: 'rubber-sheet', title: 'Rubber sheet' };
const full: StorageFault = { kind: 'storage-full', neededBytes: 5 };
const inspected = { verdict: {} } as InspectedPicture;
const record = { id: 'record-1' } as InspectionRecord;

function after(...events: readonly QueueEvent[]): QueueState {
  return events.reduce(reduceQueue, emptyQueue);
}

function added(...names: readonly string[]): QueueEvent {
  const pictures = names.map((fileName) => ({ file: new Blob(), fileName, source: 'file' as const }));
  return { kind: 'added', pictures, pack };
}

const saveFailed: QueueEvent = { kind: 'save-failed', id: 'new-1', inspected, fault: full };

function states(queue: QueueState): readonly (readonly [string, string])[] {
  return queue.items.map(({ id, state }) => [id, state.phase]);
}

test('SCR-11 numbers pictures through, also after some were removed', () => {
  const queue = after(added('a', 'b'), { kind: 'removed', id: 'new-1' }, added('c'));
  expect(states(queue)).toEqual([
    ['new-2', 'waiting'],
    ['new-3', 'waiting'],
  ]);
});

test('SCR-11 inspects the first waiting picture next', () => {
  const queue = after(added('a', 'b'), { kind: 'failed', id: 'new-1', fault: { kind: 'empty-file' } });
  expect(nextWork(queue)).toMatchObject({ kind: 'inspect', item: { id: 'new-2' } });
  expect(nextWork(reduceQueue(queue, { kind: 'retried', id: 'new-1' }))).toMatchObject({ item: { id: 'new-1' } });
});

test('SCR-13 keeps no file once there is a result, and keeps it where inspection failed', () => {
  const queue = after(
    added('a', 'b', 'c'),
    { kind: 'saved', id: 'new-1', record },
    { kind: 'failed', id: 'new-2', fault: { kind: 'worker-lost', detail: 'gone' } },
  );
  expect(queue.items.map(({ file }) => file !== undefined)).toEqual([false, true, true]);
});

test('SCR-14 has no work while paused, and saves the unsaved result first when resumed', () => {
  const paused = after(added('a', 'b'), saveFailed);
  expect(paused.pausedBy).toEqual(full);
  expect(nextWork(paused)).toBeUndefined();
  expect(nextWork(reduceQueue(paused, { kind: 'resumed' }))).toMatchObject({ kind: 'save', inspected });
});

test('SCR-14 goes on when the unsaved result is removed, and stays paused when another picture is', () => {
  const paused = after(added('a', 'b', 'c'), saveFailed);
  expect(reduceQueue(paused, { kind: 'removed', id: 'new-2' }).pausedBy).toEqual(full);
  expect(nextWork(reduceQueue(paused, { kind: 'removed', id: 'new-1' }))).toMatchObject({ item: { id: 'new-2' } });
});

test('SCR-15 removes only waiting pictures on stop', () => {
  const queue = after(added('a', 'b', 'c'), { kind: 'started', id: 'new-1' }, { kind: 'stopped' });
  expect(states(queue)).toEqual([['new-1', 'running']]);
});

test('SCR-15 clears what is saved or failed and keeps an unsaved result', () => {
  const queue = after(
    added('a', 'b', 'c'),
    saveFailed,
    { kind: 'saved', id: 'new-2', record },
    { kind: 'finished-cleared' },
  );
  expect(states(queue)).toEqual([
    ['new-1', 'unsaved'],
    ['new-3', 'waiting'],
  ]);
});
