/** Runs the work of the inspect queue: inspects, saves and stores pictures, and closes the batches that are done. */
import { canRetry, type Batch } from '../domain/batch';
import type { Observable } from '../domain/observable';
import { createSemaphore, type Semaphore } from '../domain/semaphore';
import type { BatchRepository } from '../storage/batches';
import { performWork, type WorkDependencies } from './inspect-waiting';
import {
  endedBatches,
  nextWork,
  pictureOf,
  type QueueBatch,
  type QueueEvent,
  type QueueItem,
  type QueueState,
  type QueueWork,
} from './inspect-queue-state';
import { reduceQueue } from './reduce-queue';
import type { BatchLocks, BatchOwner } from './resume-batches';
import { storePictures } from './store-pictures';

/** The services that the queue calls. */
export interface QueueDependencies extends WorkDependencies {
  readonly batches: BatchRepository;
  readonly locks: BatchLocks;
  readonly newId: () => string;
  /** Pictures in progress at once: one more than there are workers, so that none waits for the saving of a result. */
  readonly atOnce: number;
}

/** The queue, and what is in progress. */
export interface QueueRunner extends QueueDependencies {
  readonly queue: Observable<QueueState>;
  readonly owner: BatchOwner;
  /** Ids of the pictures in progress. */
  readonly busy: Set<string>;
  /** Cancels the pictures of a batch. */
  readonly aborts: Map<string, AbortController>;
  /** Ids of the batches that are closed. */
  readonly closed: Set<string>;
  /** Per batch: photos that join it are copied after those before. Both at once would store the same pictures. */
  readonly storing: Map<string, Semaphore>;
}

/** A second worker takes about a second to start and the memory of another pack: it is worth it for so many pictures. */
const manyPictures = 8;

/** Writes the state after `event`, and starts the work that follows from it. */
export function send(runner: QueueRunner, event: QueueEvent): void {
  reduce(runner, event);
  endBatches(runner);
  startWork(runner);
}

export function itemOf({ queue }: QueueRunner, id: string): QueueItem | undefined {
  return queue.read().items.find((item) => item.id === id);
}

export function batchOf({ queue }: QueueRunner, id: string): QueueBatch | undefined {
  return queue.read().batches.find((batch) => batch.id === id);
}

/** A result of the runner is stored before it is shown. If that fails, the picture is inspected again after a restart. */
export async function keepState(
  runner: QueueRunner,
  { id, state, again }: Extract<QueueEvent, { kind: 'settled' }>,
): Promise<void> {
  const item = itemOf(runner, id);
  if (item === undefined) return;
  const hasFile = item.storage === 'stored' && (state.phase !== 'failed' || canRetry(state.fault));
  await runner.batches.update(pictureOf(again === true ? { ...item, again } : item, state, hasFile));
}

/** Copies the pictures of a batch that only this page has into storage. */
export function storePending(runner: QueueRunner, batchId: string): Promise<void> {
  const turns = runner.storing.get(batchId) ?? createSemaphore(1);
  runner.storing.set(batchId, turns);
  return turns.run(() => storeNow(runner, batchId));
}

function reduce({ queue }: QueueRunner, event: QueueEvent): void {
  queue.write(reduceQueue(queue.read(), event));
}

function endBatches(runner: QueueRunner): void {
  for (const batch of endedBatches(runner.queue.read())) {
    reduce(runner, { kind: 'phase-changed', batchId: batch.id, phase: 'ended' });
  }
  for (const batch of runner.queue.read().batches) if (batch.phase === 'ended') void closeBatch(runner, batch);
}

/** A batch without anything to list is closed; of a single picture nothing is kept. */
async function closeBatch({ queue, closed, batches, owner }: QueueRunner, batch: QueueBatch): Promise<void> {
  const { id } = batch;
  const isListed = queue.read().items.some(({ batchId, state }) => batchId === id && state.phase !== 'saved');
  if (isListed || closed.has(id)) return;
  closed.add(id);
  await (isAlone(batch) ? batches.remove(id) : batches.close(id));
  owner.release(id);
}

/** A picture that was added alone. The photos of a session of the viewfinder are a batch, also while there is one. */
function isAlone({ chosen, isSession }: QueueBatch): boolean {
  return chosen === 1 && isSession !== true;
}

function startWork(runner: QueueRunner): void {
  const { queue, busy, atOnce } = runner;
  while (busy.size < atOnce) {
    const work = nextWork(queue.read(), busy);
    if (work === undefined) return;
    busy.add(work.item.id);
    if (work.kind === 'inspect') reduce(runner, { kind: 'started', id: work.item.id });
    void run(runner, work);
  }
}

async function run(runner: QueueRunner, work: QueueWork): Promise<void> {
  const { id, batchId } = work.item;
  const batch = batchOf(runner, batchId);
  const event = await performWork(work, runner, {
    signal: abortOf(runner, batchId).signal,
    batchId: batch !== undefined && isAlone(batch) ? undefined : batchId,
    isOneOfMany: waitingOf(runner, batchId) >= manyPictures,
  });
  if (event.kind === 'settled') await keepState(runner, event);
  runner.busy.delete(id);
  send(runner, event);
}

function abortOf({ aborts }: QueueRunner, batchId: string): AbortController {
  const abort = aborts.get(batchId) ?? new AbortController();
  aborts.set(batchId, abort);
  return abort;
}

function waitingOf({ queue }: QueueRunner, batchId: string): number {
  return queue.read().items.filter((item) => item.batchId === batchId && item.state.phase === 'waiting').length;
}

async function storeNow(runner: QueueRunner, batchId: string): Promise<void> {
  const { queue, batches, sha256 } = runner;
  const batch = batchOf(runner, batchId);
  if (batch === undefined) return;
  const items = queue.read().items.filter((item) => item.batchId === batchId && item.storage === 'pending');
  const stored = await storePictures(
    { batch: rowOf(batch), items },
    { batches, sha256 },
    {
      isWanted: (id) => itemOf(runner, id) !== undefined,
      onStored: (pictures) => send(runner, { kind: 'stored', pictures: pictures.map(({ picture }) => picture) }),
    },
  );
  if (!stored.ok) send(runner, { kind: 'not-stored', batchId, fault: stored.fault });
  await storePhase(runner, batchId);
}

/** The user may have paused or stopped a batch before its first picture was stored. */
async function storePhase(runner: QueueRunner, batchId: string): Promise<void> {
  const phase = batchOf(runner, batchId)?.phase;
  if (phase === 'paused' || phase === 'stopped') await runner.batches.setPhase(batchId, phase);
}

/** The stored part of a batch in the queue. */
function rowOf({ id, startedAt, name, pack, phase, chosen, saved, discarded, inspectedMs }: Batch): Batch {
  return { id, startedAt, pack, phase, chosen, saved, discarded, inspectedMs, ...(name === undefined ? {} : { name }) };
}
