/** The state of the inspect queue and its transitions. Pure: `inspect-queue.ts` runs the work and sends the events. */
import type { Batch, BatchPhase, BatchPicture, PictureKey } from '../domain/batch';
import { paceLength } from '../domain/batch';
import type { FileFault } from '../domain/file-fault';
import type { InspectFault } from '../domain/inspection';
import type { InspectionRecord, PictureSource, StorageFault } from '../domain/record';
import type { InspectedPicture } from '../inspector/contract';
import type { LazyFile } from '../platform/read-file';
import type { PackFetchFault } from './fetch-pack-file';

/** A picture as the user gave it. */
export interface NewPicture {
  readonly file: Blob | LazyFile;
  readonly fileName: string;
  readonly source: PictureSource;
}

/** The pack that a picture is inspected with. */
export interface QueuePack {
  readonly id: string;
  readonly title: string;
}

/** Why a picture in the queue has no verdict, or why its batch is paused. */
export type QueueFault = InspectFault | PackFetchFault | FileFault;

type ItemState =
  | { readonly phase: 'running' }
  | { readonly phase: 'saved'; readonly record: InspectionRecord }
  | { readonly phase: 'unsaved'; readonly inspected: InspectedPicture; readonly fault: StorageFault }
  | BatchPicture['state'];

/**
 * One picture of the queue. `storage`: `pending` until its bytes are stored on the device; `memory` if that failed, so that only
 * this page has them, as `file`. Only an unsaved result is kept in memory.
 */
export interface QueueItem extends Omit<NewPicture, 'file'>, PictureKey {
  readonly id: string;
  readonly file: NewPicture['file'] | undefined;
  readonly storage: 'pending' | 'stored' | 'memory';
  readonly sha256?: string;
  readonly again?: boolean;
  readonly pack: QueuePack;
  readonly state: ItemState;
}

/** A batch of the queue. */
export interface QueueBatch extends Batch {
  /** Why it was paused without the user. */
  readonly pausedBecause?: QueueFault;
  /** Why some of its pictures are only in the memory of this page. */
  readonly notStored?: StorageFault;
  /** Another tab inspects it. */
  readonly isElsewhere?: boolean;
  /** How many pictures were waiting when this page resumed it. */
  readonly resumed?: number;
  /** Chosen pictures that had not been copied when their page was closed. */
  readonly missing?: number;
  /** When the last pictures were done since it runs, ms. */
  readonly doneAtMs: readonly number[];
}

/** The queue. `pausedBy`: the storage fault of a result, which keeps the rest waiting. */
export interface QueueState {
  readonly batches: readonly QueueBatch[];
  readonly items: readonly QueueItem[];
  readonly pausedBy?: StorageFault;
}

/** A batch and its pictures as they were read from storage. */
export interface LoadedBatch {
  readonly batch: QueueBatch;
  readonly pictures: readonly BatchPicture[];
}

/** What happened to the queue. */
export type QueueEvent =
  | { readonly kind: 'added'; readonly batch: Batch; readonly pictures: readonly NewPicture[] }
  | { readonly kind: 'loaded'; readonly loaded: LoadedBatch }
  | { readonly kind: 'stored'; readonly pictures: readonly BatchPicture[] }
  | { readonly kind: 'not-stored'; readonly batchId: string; readonly fault: StorageFault }
  /** Pictures that are only in memory are to be stored again. */
  | { readonly kind: 'storing-again'; readonly batchId: string }
  | { readonly kind: 'started'; readonly id: string }
  | { readonly kind: 'saved'; readonly id: string; readonly record: InspectionRecord; readonly atMs: number }
  | {
      readonly kind: 'save-failed';
      readonly id: string;
      readonly inspected: InspectedPicture;
      readonly fault: StorageFault;
    }
  | {
      readonly kind: 'settled';
      readonly id: string;
      readonly state: BatchPicture['state'];
      readonly atMs?: number;
      readonly again?: boolean;
    }
  /** The pack cannot be used: the batch is paused, and the picture waits. */
  | { readonly kind: 'pack-failed'; readonly id: string; readonly fault: QueueFault }
  /** An unsaved result is to be saved again, then the queue goes on. */
  | { readonly kind: 'resumed' }
  | { readonly kind: 'phase-changed'; readonly batchId: string; readonly phase: BatchPhase }
  /** The user removed pictures that have no saved result. */
  | { readonly kind: 'discarded'; readonly ids: readonly string[] }
  /** Leaves the list; nothing changes in storage. */
  | { readonly kind: 'hidden'; readonly ids: readonly string[] }
  | { readonly kind: 'batch-hidden'; readonly batchId: string }
  | { readonly kind: 'notice-read'; readonly batchId: string };

/** The next work of the runner. */
export type QueueWork =
  | { readonly kind: 'inspect'; readonly item: QueueItem }
  | { readonly kind: 'save'; readonly item: QueueItem; readonly inspected: InspectedPicture };

export const emptyQueue: QueueState = { batches: [], items: [] };

/** The id of a picture in the queue, also in the address of an unsaved result. */
export function itemId({ batchId, order }: PictureKey): string {
  return `${batchId}.${order}`;
}

/** The queue after `event`. */
export function reduceQueue(queue: QueueState, event: QueueEvent): QueueState {
  switch (event.kind) {
    case 'added':
      return addBatch(queue, event.batch, event.pictures.map(pendingItem(event.batch)));
    case 'loaded':
      return loadBatch(queue, event.loaded);
    case 'stored':
      return storePictures(queue, event.pictures);
    case 'not-stored':
      return withBatch(moveStorage(queue, event.batchId, 'pending', 'memory'), event.batchId, (batch) => ({
        ...batch,
        notStored: event.fault,
      }));
    case 'storing-again':
      return withBatch(moveStorage(queue, event.batchId, 'memory', 'pending'), event.batchId, without('notStored'));
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
    case 'phase-changed':
      return withBatch(queue, event.batchId, (batch) => changePhase(batch, event.phase));
    case 'discarded':
      return discard(queue, event.ids);
    case 'hidden':
      return afterRemoval(keep(queue, ({ id }) => !event.ids.includes(id)));
    case 'batch-hidden':
      return {
        ...keep(queue, ({ batchId }) => batchId !== event.batchId),
        batches: queue.batches.filter(({ id }) => id !== event.batchId),
      };
    case 'notice-read':
      return withBatch(queue, event.batchId, without('resumed', 'missing'));
  }
}

const waiting = { phase: 'waiting' } as const;

/** The next work that is not in `busy`; undefined while a storage fault pauses the queue and when nothing is left. */
export function nextWork({ items, batches, pausedBy }: QueueState, busy: ReadonlySet<string>): QueueWork | undefined {
  if (pausedBy !== undefined) return undefined;
  for (const item of items) {
    if (item.state.phase === 'unsaved' && !busy.has(item.id)) {
      return { kind: 'save', item, inspected: item.state.inspected };
    }
  }
  const running = new Set(batches.filter(isRunningHere).map(({ id }) => id));
  const item = items.find(
    ({ id, batchId, state, storage }) =>
      state.phase === 'waiting' && storage !== 'pending' && running.has(batchId) && !busy.has(id),
  );
  return item && { kind: 'inspect', item };
}

function isRunningHere({ phase, isElsewhere }: QueueBatch): boolean {
  return phase === 'running' && isElsewhere !== true;
}

/** Whether reloading the app now would lose something: a picture that only this page has, or an unsaved result. */
export function isBusy({ items }: QueueState): boolean {
  return items.some(
    ({ state, storage }) =>
      state.phase === 'unsaved' || (storage !== 'stored' && (state.phase === 'waiting' || state.phase === 'running')),
  );
}

/** Whether a picture of a running batch waits or is inspected, or a result is unsaved. */
export function isWorking({ items, batches }: QueueState): boolean {
  const running = new Set(batches.filter(isRunningHere).map(({ id }) => id));
  return items.some(
    ({ state, batchId }) =>
      state.phase === 'unsaved' || state.phase === 'running' || (state.phase === 'waiting' && running.has(batchId)),
  );
}

/** Running batches of which no picture waits any more. */
export function endedBatches({ batches, items }: QueueState): readonly QueueBatch[] {
  const open = new Set(items.filter(isOpen).map(({ batchId }) => batchId));
  return batches.filter((batch) => isRunningHere(batch) && !open.has(batch.id));
}

function isOpen({ state }: QueueItem): boolean {
  return state.phase === 'waiting' || state.phase === 'running' || state.phase === 'unsaved';
}

/** The picture of an item, as it is stored in this state. */
export function pictureOf(item: QueueItem, state: BatchPicture['state'], hasFile: boolean): BatchPicture {
  const { batchId, order, fileName, source, sha256, again } = item;
  return {
    ...{ batchId, order, fileName, source, hasFile, state },
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(again === true ? { again } : {}),
  };
}

function pendingItem({ id: batchId, pack }: Batch) {
  return (picture: NewPicture, order: number): QueueItem => ({
    ...picture,
    ...{ id: itemId({ batchId, order }), batchId, order, pack, storage: 'pending', state: waiting },
  });
}

function addBatch(queue: QueueState, batch: Batch, items: readonly QueueItem[]): QueueState {
  return {
    ...queue,
    batches: [...queue.batches, { ...batch, doneAtMs: [] }],
    items: [...queue.items, ...items],
  };
}

/** Replaces what the queue knows of the batch, except results of this page. */
function loadBatch(queue: QueueState, { batch, pictures }: LoadedBatch): QueueState {
  const items = pictures.map((picture): QueueItem => ({
    ...picture,
    ...{ id: itemId(picture), file: undefined, pack: batch.pack, storage: 'stored' },
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
    doneAtMs: [...batch.doneAtMs, atMs].slice(-paceLength),
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
    doneAtMs: [...batch.doneAtMs, atMs].slice(-paceLength),
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

function withState(queue: QueueState, id: string, state: ItemState): QueueState {
  return { ...queue, items: queue.items.map((item) => (item.id === id ? { ...item, state } : item)) };
}

function withResult(queue: QueueState, id: string, state: ItemState): QueueState {
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

function unpaused({ pausedBy: _, ...queue }: QueueState): QueueState {
  return queue;
}

/** The batch of a picture, from the picture's id. */
function batchOf(id: string): string {
  return id.slice(0, id.lastIndexOf('.'));
}
