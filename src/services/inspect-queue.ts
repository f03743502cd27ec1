/**
 * Inspects and saves pictures in batches: those that were added together. A picture that fails does not stop the others. The queue belongs to the
 * app, not to a screen, so it continues while the user opens the history; waiting pictures are stored, so that it also continues after a restart.
 */
import type { Batch, BatchPhase } from '../domain/batch';
import { createObservable } from '../domain/observable';
import {
  emptyQueue,
  itemId,
  type NewPicture,
  type QueueBatch,
  type QueueItem,
  type QueuePack,
} from './inspect-queue-state';
import {
  batchOf,
  itemOf,
  keepState,
  send,
  storePending,
  type QueueDependencies,
  type QueueRunner,
} from './queue-runner';
import { createBatchOwner } from './resume-batches';

export type InspectQueue = ReturnType<typeof createInspectQueue>;

/** An empty queue. */
export function createInspectQueue(dependencies: QueueDependencies) {
  const runner: QueueRunner = {
    ...dependencies,
    queue: createObservable(emptyQueue),
    owner: createBatchOwner(dependencies, (event) => send(runner, event)),
    busy: new Set(),
    aborts: new Map(),
    closed: new Set(),
    storing: new Map(),
  };
  return {
    read: runner.queue.read,
    subscribe: runner.queue.subscribe,
    /** Takes over the unfinished batches of an earlier page. */
    start: runner.owner.takeOverAll,
    ...additionsTo(runner),
    ...controlsOf(runner),
    ...picturesOf(runner),
  };
}

function additionsTo(runner: QueueRunner) {
  return {
    /** Adds pictures as a batch and starts; returns their ids in the same order. `name`: the folder they come from. */
    add(pictures: readonly NewPicture[], pack: QueuePack, name?: string): readonly string[] {
      const batch = newBatch(runner, { id: runner.newId(), pack, chosen: pictures.length });
      return addBatch(runner, name === undefined ? batch : { ...batch, name }, pictures);
    },
    /** Adds photos to the batch of a session of the viewfinder, which is created with the first ones. */
    addToSession(pictures: readonly NewPicture[], pack: QueuePack, sessionId: string): readonly string[] {
      const known = batchOf(runner, sessionId);
      const batch = known ?? { ...newBatch(runner, { id: sessionId, pack, chosen: 0 }), isSession: true };
      return addBatch(runner, { ...batch, phase: 'running', chosen: batch.chosen + pictures.length }, pictures);
    },
    /** Tries again to store the pictures that only this page has. */
    async storeAgain(batchId: string): Promise<void> {
      send(runner, { kind: 'storing-again', batchId });
      await storePending(runner, batchId);
    },
  };
}

/** Returns the ids of `pictures`: the last ones of the batch. */
function addBatch(
  runner: QueueRunner,
  batch: Batch & Pick<QueueBatch, 'isSession'>,
  pictures: readonly NewPicture[],
): readonly string[] {
  runner.closed.delete(batch.id);
  send(runner, { kind: 'added', batch, pictures });
  runner.owner.own(batch.id);
  void storePending(runner, batch.id);
  const first = batch.chosen - pictures.length;
  return pictures.map((_, place) => itemId({ batchId: batch.id, order: first + place }));
}

function newBatch({ nowMs }: QueueRunner, fields: Pick<Batch, 'id' | 'pack' | 'chosen'>): Batch {
  const startedAt = new Date(nowMs()).toISOString();
  return { ...fields, startedAt, phase: 'running', saved: 0, discarded: 0, inspectedMs: 0 };
}

function controlsOf(runner: QueueRunner) {
  const { owner, aborts } = runner;
  return {
    /** Saves an unsaved result again, then continues. */
    resume: (): void => send(runner, { kind: 'resumed' }),
    /** The running picture is finished, then the batch waits. */
    pause: (batchId: string): void => setPhase(runner, batchId, 'paused'),
    /** Continues a batch that was paused or stopped, unless another tab works on it. */
    async proceed(batchId: string): Promise<void> {
      if (await owner.take(batchId)) setPhase(runner, batchId, 'running');
    },
    /** Cancels the running picture. The pictures that wait stay listed as not inspected. */
    stop(batchId: string): void {
      aborts.get(batchId)?.abort();
      aborts.delete(batchId);
      setPhase(runner, batchId, 'stopped');
    },
    /** Loads a batch of an earlier page into the queue, or its state after work of another tab. */
    async open(batchId: string): Promise<void> {
      const known = batchOf(runner, batchId);
      if (known === undefined || known.isElsewhere === true) await owner.reload(batchId);
    },
    readNotice: (batchId: string): void => send(runner, { kind: 'notice-read', batchId }),
  };
}

function setPhase(runner: QueueRunner, batchId: string, phase: BatchPhase): void {
  send(runner, { kind: 'phase-changed', batchId, phase });
  void runner.batches.setPhase(batchId, phase);
}

function picturesOf(runner: QueueRunner) {
  const items = (): readonly QueueItem[] => runner.queue.read().items;
  return {
    /** Inspects a failed picture again, or saves an unsaved result again. */
    retry(id: string): void {
      const phase = itemOf(runner, id)?.state.phase;
      if (phase === 'unsaved') send(runner, { kind: 'resumed' });
      if (phase === 'failed') waitAgain(runner, id, false);
    },
    /** Inspects a picture that was inspected before. */
    inspectAgain: (id: string): void => waitAgain(runner, id, true),
    /** Removes one picture from the list. A saved inspection stays saved. */
    remove(id: string): void {
      const item = itemOf(runner, id);
      if (item === undefined) return;
      if (isDone(item)) send(runner, { kind: 'hidden', ids: [id] });
      else discard(runner, [item]);
    },
    /** Removes the pictures of a batch that wait. */
    discardWaiting(batchId: string): void {
      const isWaiting = (item: QueueItem): boolean => item.batchId === batchId && item.state.phase === 'waiting';
      discard(runner, items().filter(isWaiting));
      send(runner, { kind: 'phase-changed', batchId, phase: 'ended' });
    },
    /** Removes every finished picture from the list. Saved inspections stay saved. */
    clearFinished(): void {
      const done = items().filter(isDone);
      discard(
        runner,
        items().filter(({ state }) => state.phase === 'failed'),
      );
      send(runner, { kind: 'hidden', ids: done.map(({ id }) => id) });
    },
  };
}

function waitAgain(runner: QueueRunner, id: string, again: boolean): void {
  const event = { kind: 'settled', id, state: { phase: 'waiting' }, ...(again && { again }) } as const;
  runner.closed.delete(itemOf(runner, id)?.batchId ?? '');
  void keepState(runner, event);
  send(runner, event);
}

/** Whether the picture has a saved result, now or of an earlier inspection. */
function isDone({ state }: QueueItem): boolean {
  return state.phase === 'saved' || state.phase === 'known';
}

function discard(runner: QueueRunner, items: readonly QueueItem[]): void {
  send(runner, { kind: 'discarded', ids: items.map(({ id }) => id) });
  for (const batchId of new Set(items.map((item) => item.batchId))) {
    const orders = items.filter((item) => item.batchId === batchId).map(({ order }) => order);
    void runner.batches.discard(batchId, orders);
  }
}
