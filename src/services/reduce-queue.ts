/** The transitions of the inspect queue. */
import { rateWindow, type Batch, type BatchPhase, type BatchPicture, type PictureKey } from '../domain/batch';
import {
  itemId,
  type BatchEvent,
  type NewPicture,
  type PictureEvent,
  type QueueBatch,
  type QueueEvent,
  type QueueItem,
  type QueueState,
} from './inspect-queue-state';

/** The queue after `event`. */
export function reduceQueue(queue: QueueState, event: QueueEvent): QueueState {
  return 'batch' in event || 'batchId' in event ? reduceBatch(queue, event) : reducePicture(queue, event);
}

function reduceBatch(queue: QueueState, event: BatchEvent): QueueState {
  switch (event.kind) {
    case 'added':
      return addBatch(
        queue,
        event.batch,
        event.pictures.map(pendingItem(event.batch, event.batch.chosen - event.pictures.length)),
      );
    case 'loaded':
      return loadBatch(queue, event);
    case 'not-stored':
      return withBatch(moveStorage(queue, event.batchId, 'pending', 'memory'), event.batchId, (batch) => ({
        ...batch,
        notStored: event.fault,
      }));
    case 'storing-again':
      return withBatch(moveStorage(queue, event.batchId, 'memory', 'pending'), event.batchId, without('notStored'));
    case 'phase-changed':
      return withBatch(queue, event.batchId, (batch) => changePhase(batch, event.phase));
    case 'notice-read':
      return withBatch(queue, event.batchId, without('resumed', 'missing'));
  }
}

function reducePicture(queue: QueueState, event: PictureEvent): QueueState {
  switch (event.kind) {
    case 'stored':
      return storePictures(queue, event.pictures);
    case 'started':
      return withState(queue, event.id, { phase: 'running' });
    case 'saved':
      return countSaved(queue, event);
    case 'save-failed': {
      const { id, inspected, fault } = event;
      // Memory holds the unsaved results of the running pictures, not a whole queue of them: the rest waits.
      return { ...withResult(queue, id, { phase: 'unsaved', inspected, fault }), pausedBy: fault };
    }
    case 'settled':
      return settle(queue, event);
    case 'pack-failed':
      return withBatch(withState(queue, event.id, waiting), batchOf(event.id), (batch) => ({
        ...batch,
        phase: 'paused',
        pausedBecause: event.fault,
      }));
    case 'resumed':
      return unpaused(queue);
    case 'discarded':
      return discard(queue, event.ids);
    case 'hidden':
      return afterRemoval(keep(queue, ({ id }) => !event.ids.includes(id)));
  }
}

const waiting = { phase: 'waiting' } as const;

/** `first`: the order of the first of them. */
function pendingItem({ id: batchId, pack }: Batch, first: number) {
  return (picture: NewPicture, place: number): QueueItem => pendingAt(picture, { batchId, order: first + place }, pack);
}

function pendingAt(picture: NewPicture, key: PictureKey, pack: Batch['pack']): QueueItem {
  return {
    ...picture,
    ...{ id: itemId(key), ...key, pack, storage: 'pending', state: waiting },
  };
}

function addBatch(queue: QueueState, batch: Batch, items: readonly QueueItem[]): QueueState {
  return {
    ...queue,
    batches: [...queue.batches.filter(({ id }) => id !== batch.id), { doneAtMs: [], ...batch }],
    items: [...queue.items, ...items],
  };
}

/** Replaces what the queue knows of the batch, except results of this page. */
function loadBatch(queue: QueueState, { batch, pictures }: Extract<BatchEvent, { kind: 'loaded' }>): QueueState {
  const items = pictures.map((picture): QueueItem => ({
    ...picture,
    ...{ id: itemId(picture), file: undefined, pack: batch.pack, storage: picture.hasFile ? 'stored' : 'gone' },
  }));
  const kept = queue.items.filter(
    ({ batchId, state }) => batchId !== batch.id || state.phase === 'saved' || state.phase === 'unsaved',
  );
  const others = queue.batches.filter(({ id }) => id !== batch.id);
  return { ...queue, batches: [...others, batch], items: [...kept, ...items] };
}

function storePictures(queue: QueueState, pictures: readonly BatchPicture[]): QueueState {
  const stored = new Map(pictures.map((picture) => [itemId(picture), picture]));
  const items = queue.items.map((item): QueueItem => {
    const picture = stored.get(item.id);
    if (picture === undefined) return item;
    const { sha256, hasFile, state } = picture;
    return {
      ...item,
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(hasFile ? { storage: 'stored', file: undefined } : { storage: 'memory' }),
      state: item.state.phase === 'waiting' ? state : item.state,
    };
  });
  return { ...queue, items };
}

function moveStorage(
  queue: QueueState,
  batchId: string,
  from: QueueItem['storage'],
  to: QueueItem['storage'],
): QueueState {
  const moves = (item: QueueItem): boolean =>
    item.batchId === batchId && item.storage === from && item.state.phase === 'waiting';
  return { ...queue, items: queue.items.map((item) => (moves(item) ? { ...item, storage: to } : item)) };
}

function countSaved(queue: QueueState, { id, record, atMs }: Extract<QueueEvent, { kind: 'saved' }>): QueueState {
  return withBatch(withResult(queue, id, { phase: 'saved', record }), batchOf(id), (batch) => ({
    ...batch,
    saved: batch.saved + 1,
    inspectedMs: batch.inspectedMs + record.timings.totalMs,
    doneAtMs: [...batch.doneAtMs, atMs].slice(-rateWindow),
  }));
}

function settle(queue: QueueState, { id, state, atMs, again }: Extract<QueueEvent, { kind: 'settled' }>): QueueState {
  const items = queue.items.map((item) =>
    item.id === id ? { ...item, state, ...(again === true ? { again } : {}) } : item,
  );
  const settled = { ...queue, items };
  const batchId = batchOf(id);
  // A picture that waits again is inspected, also in a batch that has ended.
  if (state.phase === 'waiting') return atMs === undefined ? reopened(settled, batchId) : settled;
  if (state.phase === 'known' || atMs === undefined) return settled;
  return withBatch(settled, batchId, (batch) => ({
    ...batch,
    doneAtMs: [...batch.doneAtMs, atMs].slice(-rateWindow),
  }));
}

function reopened(queue: QueueState, batchId: string): QueueState {
  return withBatch(queue, batchId, (batch) => (batch.phase === 'ended' ? changePhase(batch, 'running') : batch));
}

function changePhase(batch: QueueBatch, phase: BatchPhase): QueueBatch {
  return { ...without('pausedBecause')(batch), phase, doneAtMs: phase === 'running' ? [] : batch.doneAtMs };
}

function discard(queue: QueueState, ids: readonly string[]): QueueState {
  const gone = new Set(ids);
  const counts = new Map<string, number>();
  for (const { id, batchId } of queue.items) {
    if (gone.has(id)) counts.set(batchId, (counts.get(batchId) ?? 0) + 1);
  }
  const batches = queue.batches.map((batch) => {
    const count = counts.get(batch.id);
    return count === undefined ? batch : { ...batch, discarded: batch.discarded + count };
  });
  return afterRemoval({ ...keep(queue, ({ id }) => !gone.has(id)), batches });
}

function withState(queue: QueueState, id: string, state: QueueItem['state']): QueueState {
  return { ...queue, items: queue.items.map((item) => (item.id === id ? { ...item, state } : item)) };
}

function withResult(queue: QueueState, id: string, state: QueueItem['state']): QueueState {
  return { ...queue, items: queue.items.map((item) => (item.id === id ? { ...item, file: undefined, state } : item)) };
}

function withBatch(queue: QueueState, id: string, change: (batch: QueueBatch) => QueueBatch): QueueState {
  return { ...queue, batches: queue.batches.map((batch) => (batch.id === id ? change(batch) : batch)) };
}

function without(...fields: readonly ('pausedBecause' | 'notStored' | 'resumed' | 'missing')[]) {
  return (batch: QueueBatch): QueueBatch => {
    const changed = { ...batch };
    for (const field of fields) Reflect.deleteProperty(changed, field);
    return changed;
  };
}

function keep(queue: QueueState, isKept: (item: QueueItem) => boolean): QueueState {
  return { ...queue, items: queue.items.filter(isKept) };
}

function afterRemoval(queue: QueueState): QueueState {
  return queue.items.some(({ state }) => state.phase === 'unsaved') ? queue : unpaused(queue);
}

function unpaused({ batches, items }: QueueState): QueueState {
  return { batches, items };
}

/** The batch of a picture, from the picture's id. */
function batchOf(id: string): string {
  return id.slice(0, id.lastIndexOf('.'));
}
