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
export function createInspectQueue({ inspector, inspections }: QueueDependencies) {
  const queue = createObservable(emptyQueue);
  let isRunning = false;
  let abort = new AbortController();

  function send(event: QueueEvent): void {
    queue.write(reduceQueue(queue.read(), event));
    void run();
  }

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    try {
      for (let work = nextWork(queue.read()); work !== undefined; work = nextWork(queue.read())) await perform(work);
    } finally {
      isRunning = false;
    }
  }

  /** A bug in a layer below fails its own picture only. */
  async function perform(work: QueueWork): Promise<void> {
    const { id } = work.item;
    try {
      send(work.kind === 'save' ? await save(work.item, work.inspected) : await inspectAndSave(work.item));
    } catch (thrown) {
      const detail = String(thrown);
      send(
        work.kind === 'save'
          ? { kind: 'save-failed', id, inspected: work.inspected, fault: { kind: 'storage-unavailable', detail } }
          : { kind: 'failed', id, fault: { kind: 'network-failed', detail } },
      );
    }
  }

  async function inspectAndSave(item: QueueItem): Promise<QueueEvent> {
    const { id, file } = item;
    if (file === undefined) throw new Error(`${item.fileName} has no file`);
    send({ kind: 'started', id });
    const inspected = await inspect(item.pack.id, file);
    if (inspected.ok) return save(item, inspected.value);
    const { fault } = inspected;
    return fault.kind === 'cancelled' ? { kind: 'removed', id } : { kind: 'failed', id, fault };
  }

  async function inspect(packId: string, file: Blob): Promise<Result<InspectedPicture, QueueFault>> {
    const { signal } = abort;
    const prepared = await inspector.prepare(packId);
    if (!prepared.ok) return prepared;
    return signal.aborted ? fail({ kind: 'cancelled' }) : inspector.inspect({ packId, file }, signal);
  }

  async function save({ id, fileName, source, pack }: QueueItem, inspected: InspectedPicture): Promise<QueueEvent> {
    const saved = await inspections.save({ fileName, source, packTitle: pack.title }, inspected);
    if (!saved.ok) return { kind: 'save-failed', id, inspected, fault: saved.fault };
    return { kind: 'saved', id, record: saved.value };
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
