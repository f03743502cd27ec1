/** The state of the inspect queue and its transitions. Pure: `inspect-queue.ts` runs the work and sends the events. */
import type { FileFault } from '../domain/file-fault';
import type { InspectFault } from '../domain/inspection';
import type { InspectionRecord, PictureContext, PictureSource, StorageFault } from '../domain/record';
import type { InspectedPicture } from '../inspector/contract';
import type { PackFetchFault } from './fetch-pack-file';

/** A picture as the user gave it. */
export interface NewPicture {
  readonly file: Blob;
  readonly fileName: string;
  readonly source: PictureSource;
  /** Copied to the record. */
  readonly context?: PictureContext;
}

/** The pack that a picture is inspected with. */
export interface QueuePack {
  readonly id: string;
  readonly title: string;
}

/** Why a picture in the queue has no verdict. */
export type QueueFault = InspectFault | PackFetchFault | FileFault;

type ItemState =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'running' }
  | { readonly phase: 'saved'; readonly record: InspectionRecord }
  | { readonly phase: 'unsaved'; readonly inspected: InspectedPicture; readonly fault: StorageFault }
  | { readonly phase: 'failed'; readonly fault: QueueFault };

/** One picture of the queue. `file` is undefined once there is a result: only an unsaved result is kept in memory. */
export interface QueueItem extends Omit<NewPicture, 'file'> {
  readonly id: string;
  readonly file: Blob | undefined;
  readonly pack: QueuePack;
  readonly state: ItemState;
}

/** The queue. `pausedBy`: the storage fault that keeps the rest waiting. `added`: pictures added so far, for their ids. */
export interface QueueState {
  readonly items: readonly QueueItem[];
  readonly added: number;
  readonly pausedBy?: StorageFault;
}

/** What happened to the queue. */
export type QueueEvent =
  | { readonly kind: 'added'; readonly pictures: readonly NewPicture[]; readonly pack: QueuePack }
  | { readonly kind: 'started'; readonly id: string }
  | { readonly kind: 'saved'; readonly id: string; readonly record: InspectionRecord }
  | {
      readonly kind: 'save-failed';
      readonly id: string;
      readonly inspected: InspectedPicture;
      readonly fault: StorageFault;
    }
  | { readonly kind: 'failed'; readonly id: string; readonly fault: QueueFault }
  /** A failed picture is to be inspected again. */
  | { readonly kind: 'retried'; readonly id: string }
  /** An unsaved result is to be saved again, then the queue goes on. */
  | { readonly kind: 'resumed' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'removed'; readonly id: string }
  | { readonly kind: 'finished-cleared' };

/** The next work of the runner. */
export type QueueWork =
  | { readonly kind: 'inspect'; readonly item: QueueItem }
  | { readonly kind: 'save'; readonly item: QueueItem; readonly inspected: InspectedPicture };

export const emptyQueue: QueueState = { items: [], added: 0 };

/** The queue after `event`. */
export function reduceQueue(queue: QueueState, event: QueueEvent): QueueState {
  switch (event.kind) {
    case 'added':
      return addPictures(queue, event.pictures, event.pack);
    case 'started':
      return withState(queue, event.id, { phase: 'running' });
    case 'saved':
      return withResult(queue, event.id, { phase: 'saved', record: event.record });
    case 'save-failed': {
      const { id, inspected, fault } = event;
      // Memory holds one unsaved result, not a whole queue of them: the rest waits.
      return { ...withResult(queue, id, { phase: 'unsaved', inspected, fault }), pausedBy: fault };
    }
    case 'failed':
      return withState(queue, event.id, { phase: 'failed', fault: event.fault });
    case 'retried':
      return withState(queue, event.id, { phase: 'waiting' });
    case 'resumed':
      return unpaused(queue);
    case 'stopped':
      return keep(queue, ({ state }) => state.phase !== 'waiting');
    case 'removed':
      return afterRemoval(keep(queue, ({ id }) => id !== event.id));
    case 'finished-cleared':
      return keep(queue, ({ state }) => state.phase !== 'saved' && state.phase !== 'failed');
  }
}

/** The next work; undefined while a storage fault pauses the queue and when nothing is left. */
export function nextWork({ items, pausedBy }: QueueState): QueueWork | undefined {
  if (pausedBy !== undefined) return undefined;
  for (const item of items) {
    if (item.state.phase === 'unsaved') return { kind: 'save', item, inspected: item.state.inspected };
  }
  const item = items.find(({ state }) => state.phase === 'waiting');
  return item && { kind: 'inspect', item };
}

/** Whether a picture waits, is inspected, or has an unsaved result: reloading the app now would lose it. */
export function isBusy({ items }: QueueState): boolean {
  return items.some(({ state }) => state.phase !== 'saved' && state.phase !== 'failed');
}

function addPictures(queue: QueueState, pictures: readonly NewPicture[], pack: QueuePack): QueueState {
  const items = pictures.map((picture, at): QueueItem => ({
    ...picture,
    id: `new-${queue.added + at + 1}`,
    pack,
    state: { phase: 'waiting' },
  }));
  return { ...queue, items: [...queue.items, ...items], added: queue.added + items.length };
}

function withState(queue: QueueState, id: string, state: ItemState): QueueState {
  return { ...queue, items: queue.items.map((item) => (item.id === id ? { ...item, state } : item)) };
}

function withResult(queue: QueueState, id: string, state: ItemState): QueueState {
  return { ...queue, items: queue.items.map((item) => (item.id === id ? { ...item, file: undefined, state } : item)) };
}

function keep(queue: QueueState, isKept: (item: QueueItem) => boolean): QueueState {
  return { ...queue, items: queue.items.filter(isKept) };
}

function afterRemoval(queue: QueueState): QueueState {
  return queue.items.some(({ state }) => state.phase === 'unsaved') ? queue : unpaused(queue);
}

function unpaused({ items, added }: QueueState): QueueState {
  return { items, added };
}
