/**
 * Inspects and saves the queued pictures one after another. A picture that fails does not stop the others. The queue
 * belongs to the app, not to a screen, so it goes on while the user looks at the history.
 */
import { createObservable } from '../domain/observable';
import { fail, type Result } from '../domain/result';
import type { InspectedPicture } from '../inspector/contract';
import {
  emptyQueue,
  nextWork,
  reduceQueue,
  type NewPicture,
  type QueueEvent,
  type QueueFault,
  type QueueItem,
  type QueuePack,
  type QueueWork,
} from './inspect-queue-state';
import type { Inspector } from './inspector';
import type { InspectionService } from './inspection-service';

/** The services that the queue calls. */
export interface QueueDependencies {
  readonly inspector: Pick<Inspector, 'prepare' | 'inspect'>;
  readonly inspections: Pick<InspectionService, 'save'>;
}

export type InspectQueue = ReturnType<typeof createInspectQueue>;

/** An empty queue. */
export function createInspectQueue(dependencies: QueueDependencies) {
  const queue = createObservable(emptyQueue);
  let abort = new AbortController();
  const wake = createSerialRunner(
    () => nextWork(queue.read()),
    async (work) => {
      if (work.kind === 'inspect') send({ kind: 'started', id: work.item.id });
      send(await outcomeOf(work, dependencies, abort.signal));
    },
  );

  function send(event: QueueEvent): void {
    queue.write(reduceQueue(queue.read(), event));
    void wake();
  }

  return {
    read: queue.read,
    subscribe: queue.subscribe,
    /** Adds pictures at the end and starts; returns their ids in the same order. */
    add(pictures: readonly NewPicture[], pack: QueuePack): readonly string[] {
      const before = queue.read().items.length;
      send({ kind: 'added', pictures, pack });
      return queue
        .read()
        .items.slice(before)
        .map(({ id }) => id);
    },
    /** Inspects a failed picture again, or saves an unsaved result again. */
    retry(id: string): void {
      const phase = queue.read().items.find((item) => item.id === id)?.state.phase;
      if (phase === 'unsaved') send({ kind: 'resumed' });
      if (phase === 'failed') send({ kind: 'retried', id });
    },
    /** Saves an unsaved result again, then goes on. */
    resume: (): void => send({ kind: 'resumed' }),
    /** Cancels the running picture and removes every waiting one. */
    stop: (): void => {
      abort.abort();
      abort = new AbortController();
      send({ kind: 'stopped' });
    },
    /** Removes one finished picture from the queue. A saved inspection stays saved. */
    remove: (id: string): void => send({ kind: 'removed', id }),
    /** Removes every finished picture from the queue. Saved inspections stay saved. */
    clearFinished: (): void => send({ kind: 'finished-cleared' }),
  };
}

/** Returns a function that performs work after work until none is left. Called while it runs, it does nothing. */
function createSerialRunner<Work>(next: () => Work | undefined, perform: (work: Work) => Promise<void>) {
  let isRunning = false;
  return async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    try {
      for (let work = next(); work !== undefined; work = next()) await perform(work);
    } finally {
      isRunning = false;
    }
  };
}

/** A bug in a layer below fails its own picture only. */
async function outcomeOf(work: QueueWork, dependencies: QueueDependencies, signal: AbortSignal): Promise<QueueEvent> {
  const { item } = work;
  try {
    return await (work.kind === 'save'
      ? save(item, work.inspected, dependencies)
      : inspectAndSave(item, dependencies, signal));
  } catch (thrown) {
    const detail = String(thrown);
    return work.kind === 'save'
      ? { kind: 'save-failed', id: item.id, inspected: work.inspected, fault: { kind: 'storage-unavailable', detail } }
      : { kind: 'failed', id: item.id, fault: { kind: 'network-failed', detail } };
  }
}

async function inspectAndSave(
  item: QueueItem,
  dependencies: QueueDependencies,
  signal: AbortSignal,
): Promise<QueueEvent> {
  const { id, file } = item;
  if (file === undefined) throw new Error(`${item.fileName} has no file`);
  const inspected = await inspect(item.pack.id, file, dependencies, signal);
  if (inspected.ok) return save(item, inspected.value, dependencies);
  const { fault } = inspected;
  return fault.kind === 'cancelled' ? { kind: 'removed', id } : { kind: 'failed', id, fault };
}

async function inspect(
  packId: string,
  file: Blob,
  { inspector }: QueueDependencies,
  signal: AbortSignal,
): Promise<Result<InspectedPicture, QueueFault>> {
  const prepared = await inspector.prepare(packId);
  if (!prepared.ok) return prepared;
  return signal.aborted ? fail({ kind: 'cancelled' }) : inspector.inspect({ packId, file }, signal);
}

async function save(
  { id, fileName, source, context, pack }: QueueItem,
  inspected: InspectedPicture,
  { inspections }: QueueDependencies,
): Promise<QueueEvent> {
  const saved = await inspections.save({ fileName, source, packTitle: pack.title, ...context }, inspected);
  if (!saved.ok) return { kind: 'save-failed', id, inspected, fault: saved.fault };
  return { kind: 'saved', id, record: saved.value };
}
