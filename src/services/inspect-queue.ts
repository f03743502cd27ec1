/**
 * Inspects and saves pictures in batches: those that were added together. A picture that fails does not stop the others. The queue
 * belongs to the app, not to a screen, so it goes on while the user looks at the history; the pictures that wait are stored, so
 * that it also goes on after a restart.
 */
import { canRetry, type Batch, type BatchPhase } from '../domain/batch';
import { createSemaphore, type Semaphore } from '../domain/semaphore';
import { createObservable } from '../domain/observable';
import type { BatchRepository } from '../storage/batches';
import { performWork, type WorkDependencies } from './inspect-waiting';
import {
  emptyQueue,
  endedBatches,
  itemId,
  nextWork,
  pictureOf,
  type NewPicture,
  type QueueBatch,
  type QueueEvent,
  type QueueItem,
  type QueuePack,
  type QueueWork,
} from './inspect-queue-state';
import { reduceQueue } from './reduce-queue';
import { createBatchOwner, type BatchLocks } from './resume-batches';
import { storePictures } from './store-pictures';

/** The services that the queue calls. */
export interface QueueDependencies extends WorkDependencies {
  readonly batches: BatchRepository;
  readonly locks: BatchLocks;
  readonly newId: () => string;
  /** Pictures in progress at once: one more than there are workers, so that none waits for the saving of a result. */
  readonly atOnce: number;
}

/** A second worker takes about a second to start and the memory of another pack: it is worth it for so many pictures. */
const manyPictures = 8;

export type InspectQueue = ReturnType<typeof createInspectQueue>;

/** An empty queue. */
export function createInspectQueue(dependencies: QueueDependencies) {
  const { batches, newId, nowMs, sha256, atOnce } = dependencies;
  const queue = createObservable(emptyQueue);
  const owner = createBatchOwner(dependencies, send);
  const busy = new Set<string>();
  const aborts = new Map<string, AbortController>();

  function send(event: QueueEvent): void {
    queue.write(reduceQueue(queue.read(), event));
    endBatches();
    startWork();
  }

  function startWork(): void {
    while (busy.size < atOnce) {
      const work = nextWork(queue.read(), busy);
      if (work === undefined) return;
      busy.add(work.item.id);
      if (work.kind === 'inspect') queue.write(reduceQueue(queue.read(), { kind: 'started', id: work.item.id }));
      void run(work);
    }
  }

  async function run(work: QueueWork): Promise<void> {
    const { id, batchId } = work.item;
    const batch = batchOf(batchId);
    const { signal } = abortOf(batchId);
    const isAlone = batch?.chosen === 1 && batch.isSession !== true;
    const context = { signal, batchId: isAlone ? undefined : batchId, isOneOfMany: waitingOf(batchId) >= manyPictures };
    const event = await performWork(work, dependencies, context);
    if (event.kind === 'settled') await keepState(event);
    busy.delete(id);
    send(event);
  }

  /** What the runner found is stored before it is shown. If that fails, the picture is inspected again after a restart. */
  async function keepState({ id, state, again }: Extract<QueueEvent, { kind: 'settled' }>): Promise<void> {
    const item = itemOf(id);
    if (item === undefined) return;
    const hasFile = item.storage === 'stored' && (state.phase !== 'failed' || canRetry(state.fault));
    await batches.update(pictureOf(again === true ? { ...item, again } : item, state, hasFile));
  }

  function itemOf(id: string): QueueItem | undefined {
    return queue.read().items.find((item) => item.id === id);
  }

  function waitingOf(batchId: string): number {
    return queue.read().items.filter((item) => item.batchId === batchId && item.state.phase === 'waiting').length;
  }

  function batchOf(id: string) {
    return queue.read().batches.find((batch) => batch.id === id);
  }

  function abortOf(batchId: string): AbortController {
    const known = aborts.get(batchId);
    if (known !== undefined) return known;
    const created = new AbortController();
    aborts.set(batchId, created);
    return created;
  }

  function endBatches(): void {
    for (const batch of endedBatches(queue.read())) {
      queue.write(reduceQueue(queue.read(), { kind: 'phase-changed', batchId: batch.id, phase: 'ended' }));
    }
    for (const { id, phase } of queue.read().batches) if (phase === 'ended') void closeBatch(id);
  }

  const closed = new Set<string>();

  /** A batch without anything to list is closed; of a single picture nothing is kept. */
  async function closeBatch(id: string): Promise<void> {
    const isListed = queue.read().items.some(({ batchId, state }) => batchId === id && state.phase !== 'saved');
    if (isListed || closed.has(id)) return;
    closed.add(id);
    const batch = batchOf(id);
    await (batch?.chosen === 1 && batch.isSession !== true ? batches.remove(id) : batches.close(id));
    owner.release(id);
  }

  const storing = new Map<string, Semaphore>();

  /** Photos that join a batch are copied after those before: both at once would store the same pictures. */
  function store(batchId: string): Promise<void> {
    const gate = storing.get(batchId) ?? createSemaphore(1);
    storing.set(batchId, gate);
    return gate.run(() => storePending(batchId));
  }

  async function storePending(batchId: string): Promise<void> {
    const batch = batchOf(batchId);
    if (batch === undefined) return;
    const items = queue.read().items.filter((item) => item.batchId === batchId && item.storage === 'pending');
    const stored = await storePictures(
      { batch: rowOf(batch), items },
      { batches, sha256 },
      {
        isWanted: (id) => itemOf(id) !== undefined,
        onStored: (pictures) => send({ kind: 'stored', pictures: pictures.map(({ picture }) => picture) }),
      },
    );
    if (!stored.ok) send({ kind: 'not-stored', batchId, fault: stored.fault });
    await syncPhase(batchId);
  }

  /** The user may have paused or stopped a batch before its first picture was stored. */
  async function syncPhase(batchId: string): Promise<void> {
    const phase = batchOf(batchId)?.phase;
    if (phase === 'paused' || phase === 'stopped') await batches.setPhase(batchId, phase);
  }

  function batchNow(id: string, pack: QueuePack, chosen: number): Batch {
    return newBatch({ id, startedAt: new Date(nowMs()).toISOString(), pack, chosen });
  }

  /** Returns the ids of `pictures`: the last ones of the batch. */
  function addBatch(batch: Batch & Pick<QueueBatch, 'isSession'>, pictures: readonly NewPicture[]): readonly string[] {
    closed.delete(batch.id);
    send({ kind: 'added', batch, pictures });
    owner.own(batch.id);
    void store(batch.id);
    const first = batch.chosen - pictures.length;
    return pictures.map((_, place) => itemId({ batchId: batch.id, order: first + place }));
  }

  function setPhase(batchId: string, phase: BatchPhase): void {
    send({ kind: 'phase-changed', batchId, phase });
    void batches.setPhase(batchId, phase);
  }

  function stop(batchId: string): void {
    aborts.get(batchId)?.abort();
    aborts.delete(batchId);
    setPhase(batchId, 'stopped');
  }

  function waitAgain(id: string, again: boolean): void {
    const event = { kind: 'settled', id, state: { phase: 'waiting' }, ...(again && { again }) } as const;
    const batchId = itemOf(id)?.batchId ?? '';
    closed.delete(batchId);
    void keepState(event);
    send(event);
  }

  function discard(items: readonly QueueItem[]): void {
    send({ kind: 'discarded', ids: items.map(({ id }) => id) });
    for (const batchId of new Set(items.map((item) => item.batchId))) {
      const orders = items.filter((item) => item.batchId === batchId).map(({ order }) => order);
      void batches.discard(batchId, orders);
    }
  }

  return {
    read: queue.read,
    subscribe: queue.subscribe,
    /** Takes over the batches that an earlier page has left. */
    start: owner.takeOverAll,
    /** Adds pictures as a batch and starts; returns their ids in the same order. `name`: the folder they come from. */
    add(pictures: readonly NewPicture[], pack: QueuePack, name?: string): readonly string[] {
      const batch = batchNow(newId(), pack, pictures.length);
      return addBatch(name === undefined ? batch : { ...batch, name }, pictures);
    },
    /** Adds photos to the batch of a session of the viewfinder, which is created with the first ones. */
    addToSession(pictures: readonly NewPicture[], pack: QueuePack, sessionId: string): readonly string[] {
      const known = batchOf(sessionId);
      if (known === undefined)
        return addBatch({ ...batchNow(sessionId, pack, pictures.length), isSession: true }, pictures);
      return addBatch({ ...known, phase: 'running', chosen: known.chosen + pictures.length }, pictures);
    },
    /** Inspects a failed picture again, or saves an unsaved result again. */
    retry(id: string): void {
      const phase = itemOf(id)?.state.phase;
      if (phase === 'unsaved') send({ kind: 'resumed' });
      if (phase === 'failed') waitAgain(id, false);
    },
    /** Inspects a picture that was inspected before. */
    inspectAgain: (id: string): void => waitAgain(id, true),
    /** Saves an unsaved result again, then goes on. */
    resume: (): void => send({ kind: 'resumed' }),
    /** The running picture is finished, then the batch waits. */
    pause: (batchId: string): void => setPhase(batchId, 'paused'),
    /** Goes on with a batch that was paused or stopped, unless another tab works on it. */
    async proceed(batchId: string): Promise<void> {
      if (await owner.take(batchId)) setPhase(batchId, 'running');
    },
    /** Cancels the running picture. The pictures that wait stay listed as not inspected. */
    stop,
    /** Tries again to store the pictures that only this page has. */
    async storeAgain(batchId: string): Promise<void> {
      send({ kind: 'storing-again', batchId });
      await store(batchId);
    },
    /** Removes one picture from the list. A saved inspection stays saved. */
    remove(id: string): void {
      const item = itemOf(id);
      if (item === undefined) return;
      if (item.state.phase === 'saved' || item.state.phase === 'known') send({ kind: 'hidden', ids: [id] });
      else discard([item]);
    },
    /** Removes the pictures of a batch that wait. */
    discardWaiting(batchId: string): void {
      discard(queue.read().items.filter((item) => item.batchId === batchId && item.state.phase === 'waiting'));
      send({ kind: 'phase-changed', batchId, phase: 'ended' });
    },
    /** Removes every finished picture from the list. Saved inspections stay saved. */
    clearFinished(): void {
      const { items } = queue.read();
      discard(items.filter(({ state }) => state.phase === 'failed'));
      const done = items.filter(({ state }) => state.phase === 'saved' || state.phase === 'known');
      send({ kind: 'hidden', ids: done.map(({ id }) => id) });
    },
    /** Loads a batch of an earlier page into the queue, or what another tab has done of it since. */
    async open(batchId: string): Promise<void> {
      const known = batchOf(batchId);
      if (known === undefined || known.isElsewhere === true) await owner.reload(batchId);
    },
    readNotice: (batchId: string): void => send({ kind: 'notice-read', batchId }),
  };
}

function newBatch(fields: Pick<Batch, 'id' | 'startedAt' | 'pack' | 'chosen'>): Batch {
  return { ...fields, phase: 'running', saved: 0, discarded: 0, inspectedMs: 0 };
}

/** A batch without what only the queue knows of it. */
function rowOf({ id, startedAt, name, pack, phase, chosen, saved, discarded, inspectedMs }: Batch): Batch {
  return { id, startedAt, pack, phase, chosen, saved, discarded, inspectedMs, ...(name === undefined ? {} : { name }) };
}
