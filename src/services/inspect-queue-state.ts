/** The state of the inspect queue. `reduce-queue.ts` has its transitions, `inspect-queue.ts` runs the work and sends the events. */
import { canRetry, type Batch, type BatchPhase, type BatchPicture, type PictureKey } from '../domain/batch';
import type { FileFault } from '../domain/file-fault';
import type { InspectFault } from '../domain/inspection';
import type { InspectionRecord, PictureContext, PictureSource, StorageFault } from '../domain/record';
import type { InspectedPicture } from '../inspector/contract';
import type { LazyFile } from '../platform/read-file';
import type { PackFetchFault } from './fetch-pack-file';

/** A picture as the user gave it. */
export interface NewPicture {
  readonly file: Blob | LazyFile;
  readonly fileName: string;
  readonly source: PictureSource;
  /** The name of the folder that it lay in. */
  readonly folder?: string;
  /** Copied to the record. */
  readonly context?: PictureContext;
  /** It is inspected although the same bytes were inspected before. A photo that was just taken is always new. */
  readonly again?: boolean;
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
 * this page has them, as `file`; `gone` where they are not needed any more. Only an unsaved result is kept in memory.
 */
export interface QueueItem extends Omit<NewPicture, 'file'>, PictureKey {
  readonly id: string;
  readonly file: NewPicture['file'] | undefined;
  readonly storage: 'pending' | 'stored' | 'memory' | 'gone';
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
  /** It grows: the photos of one session of the viewfinder. It stays a batch also while it has one picture. */
  readonly isSession?: boolean;
  /** When the last pictures were done since it runs, ms. */
  readonly doneAtMs: readonly number[];
}

/** The queue. `pausedBy`: the storage fault of a result, which keeps the rest waiting. */
export interface QueueState {
  readonly batches: readonly QueueBatch[];
  readonly items: readonly QueueItem[];
  readonly pausedBy?: StorageFault;
}

/** What happened to a batch. */
export type BatchEvent =
  /** A new batch, or one that has grown by the pictures. */
  | {
      readonly kind: 'added';
      readonly batch: Batch & Pick<QueueBatch, 'isSession'>;
      readonly pictures: readonly NewPicture[];
    }
  | { readonly kind: 'loaded'; readonly batch: QueueBatch; readonly pictures: readonly BatchPicture[] }
  | { readonly kind: 'not-stored'; readonly batchId: string; readonly fault: StorageFault }
  /** Pictures that are only in memory are to be stored again. */
  | { readonly kind: 'storing-again'; readonly batchId: string }
  | { readonly kind: 'phase-changed'; readonly batchId: string; readonly phase: BatchPhase }
  | { readonly kind: 'notice-read'; readonly batchId: string };

/** What happened to pictures. */
export type PictureEvent =
  | { readonly kind: 'stored'; readonly pictures: readonly BatchPicture[] }
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
      /** Set where the runner is done with it. */
      readonly atMs?: number;
      readonly again?: boolean;
    }
  /** The pack cannot be used: the batch is paused, and the picture waits. */
  | { readonly kind: 'pack-failed'; readonly id: string; readonly fault: QueueFault }
  /** An unsaved result is to be saved again, then the queue continues. */
  | { readonly kind: 'resumed' }
  /** The user removed pictures that have no saved result. */
  | { readonly kind: 'discarded'; readonly ids: readonly string[] }
  /** They leave the list; nothing changes in storage. */
  | { readonly kind: 'hidden'; readonly ids: readonly string[] };

/** What happened to the queue. */
export type QueueEvent = BatchEvent | PictureEvent;

/** The next work of the runner. */
export type QueueWork =
  | { readonly kind: 'inspect'; readonly item: QueueItem }
  | { readonly kind: 'save'; readonly item: QueueItem; readonly inspected: InspectedPicture };

export const emptyQueue: QueueState = { batches: [], items: [] };

/** The id of a picture in the queue, also in the address of an unsaved result. */
export function itemId({ batchId, order }: PictureKey): string {
  return `${batchId}.${order}`;
}

/** The next work that is not in `busy`; undefined while a storage fault pauses the queue and when nothing is left. */
export function nextWork({ items, batches, pausedBy }: QueueState, busy: ReadonlySet<string>): QueueWork | undefined {
  if (pausedBy !== undefined) return undefined;
  for (const item of items) {
    if (item.state.phase === 'unsaved' && !busy.has(item.id)) {
      return { kind: 'save', item, inspected: item.state.inspected };
    }
  }
  const running = new Set(batches.filter(isRunningHere).map(({ id }) => id));
  // A copy of a picture in progress is recognised once that one is saved.
  const busyFiles = new Set(items.filter(({ id }) => busy.has(id)).map(({ sha256 }) => sha256 ?? ''));
  const item = items.find(
    ({ id, batchId, state, storage, sha256 }) =>
      state.phase === 'waiting' &&
      storage !== 'pending' &&
      running.has(batchId) &&
      !busy.has(id) &&
      !busyFiles.has(sha256 ?? id),
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

/** Whether it can help to inspect a failed picture again: its bytes are available, and they are not the cause. */
export function canTryAgain({ state, file, storage }: QueueItem): boolean {
  return state.phase === 'failed' && canRetry(state.fault) && (file !== undefined || storage === 'stored');
}

/** The picture of an item, as it is stored in this state. */
export function pictureOf(item: QueueItem, state: BatchPicture['state'], hasFile: boolean): BatchPicture {
  const { batchId, order, fileName, source, context, sha256, again } = item;
  return {
    ...{ batchId, order, fileName, source, hasFile, state },
    ...(context === undefined ? {} : { context }),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(again === true ? { again } : {}),
  };
}
