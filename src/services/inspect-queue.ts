/**
 * The queue of pictures to inspect: one after another, each saved, each failing alone. It lives above the screens, so that
 * it goes on while the user looks at the history. What it keeps per picture is small: pixels only where saving failed.
 */
import type { InspectFault } from '../domain/inspection';
import type { InspectionRecord, PictureSource, StorageFault } from '../domain/record';
import type { InspectedPicture } from '../inspector/contract';
import { fail, type Result } from '../domain/result';
import type { InspectionService, Inspector, PackFetchFault } from './services';

/** A picture as the user gave it. */
export interface NewPicture {
  readonly file: Blob;
  readonly fileName: string;
  readonly source: PictureSource;
}

/** What a picture is inspected with. */
interface QueuePack {
  readonly id: string;
  readonly title: string;
}

/** Why a picture in the queue has no verdict. */
export type QueueFault = InspectFault | PackFetchFault;

/** Where one picture stands. */
type ItemState =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'running' }
  | { readonly phase: 'saved'; readonly record: InspectionRecord }
  | { readonly phase: 'unsaved'; readonly inspected: InspectedPicture; readonly fault: StorageFault }
  | { readonly phase: 'failed'; readonly fault: QueueFault };

/** One picture of the queue. */
export interface QueueItem {
  readonly id: string;
  readonly fileName: string;
  readonly source: PictureSource;
  readonly pack: QueuePack;
  readonly state: ItemState;
}

/** The queue at one moment. `pausedBy` is set while a storage fault keeps the rest waiting. */
export interface QueueSnapshot {
  readonly items: readonly QueueItem[];
  readonly pausedBy?: StorageFault;
}

/** What the queue needs of the layers below, and whom it tells after each saved inspection. */
export interface QueueDependencies {
  readonly inspector: Pick<Inspector, 'prepare' | 'inspect'>;
  readonly inspections: Pick<InspectionService, 'save'>;
  readonly onSaved: (record: InspectionRecord) => void;
}

/** The queue, as the screens use it. */
export interface InspectQueue {
  readonly read: () => QueueSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  /** Puts pictures at the end and starts; gives the ids in the same order. */
  readonly add: (pictures: readonly NewPicture[], pack: QueuePack) => readonly string[];
  /** Inspects a failed picture again, or saves an unsaved one again. */
  readonly retry: (id: string) => void;
  /** Tries to save again what is not saved, then goes on. */
  readonly resume: () => void;
  /** Ends the running picture and takes every waiting one off the list. */
  readonly stop: () => void;
  /** Takes one finished picture off the list. What is saved stays saved. */
  readonly forget: (id: string) => void;
  /** Takes everything that is finished off the list. What is saved stays saved. */
  readonly clearFinished: () => void;
}

/** Whether something is being inspected, waits for it, or is not saved: the app must not be reloaded now. */
export function isBusy(queue: QueueSnapshot): boolean {
  return queue.items.some(({ state }) => state.phase !== 'saved' && state.phase !== 'failed');
}

/** A new, empty queue. */
export function createInspectQueue(ports: QueueDependencies): InspectQueue {
  const files = new Map<string, Blob>();
  const listeners = new Set<() => void>();
  let snapshot: QueueSnapshot = { items: [] };
  let nextNumber = 1;
  let isRunning = false;
  let abort = new AbortController();

  function tell(next: QueueSnapshot): void {
    snapshot = next;
    for (const listener of listeners) listener();
  }

  function setItems(items: readonly QueueItem[]): void {
    tell({ ...snapshot, items });
  }

  function setState(id: string, state: ItemState): void {
    if (state.phase === 'saved' || state.phase === 'unsaved') files.delete(id);
    setItems(snapshot.items.map((item) => (item.id === id ? { ...item, state } : item)));
  }

  function add(pictures: readonly NewPicture[], pack: QueuePack): readonly string[] {
    const added = pictures.map((picture): QueueItem => {
      const id = `new-${nextNumber++}`;
      files.set(id, picture.file);
      return { id, fileName: picture.fileName, source: picture.source, pack, state: { phase: 'waiting' } };
    });
    setItems([...snapshot.items, ...added]);
    void run();
    return added.map((item) => item.id);
  }

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    try {
      for (let item = nextWaiting(); item !== undefined; item = nextWaiting()) await inspectSafely(item);
    } finally {
      isRunning = false;
    }
  }

  function nextWaiting(): QueueItem | undefined {
    if (snapshot.pausedBy !== undefined) return undefined;
    return snapshot.items.find((item) => item.state.phase === 'waiting');
  }

  /** A bug in a layer below fails its own picture; the others go on. */
  async function inspectSafely(item: QueueItem): Promise<void> {
    try {
      await inspectItem(item);
    } catch (thrown) {
      setState(item.id, { phase: 'failed', fault: { kind: 'network-failed', detail: String(thrown) } });
    }
  }

  async function inspectItem(item: QueueItem): Promise<void> {
    const file = files.get(item.id);
    if (file === undefined) throw new Error(`${item.fileName} has no file`);
    setState(item.id, { phase: 'running' });
    const result = await judge(item, file);
    if (result.ok) await save(item, result.value);
    else if (result.fault.kind === 'cancelled') forget(item.id);
    else setState(item.id, { phase: 'failed', fault: result.fault });
  }

  async function judge(item: QueueItem, file: Blob): Promise<Result<InspectedPicture, QueueFault>> {
    const { signal } = abort;
    const prepared = await ports.inspector.prepare(item.pack.id);
    if (!prepared.ok) return prepared;
    if (signal.aborted) return fail({ kind: 'cancelled' });
    return ports.inspector.inspect({ packId: item.pack.id, file }, signal);
  }

  async function save(item: QueueItem, inspected: InspectedPicture): Promise<void> {
    const saved = await ports.inspections.save({
      fileName: item.fileName,
      source: item.source,
      packTitle: item.pack.title,
      inspected,
    });
    if (saved.ok) {
      setState(item.id, { phase: 'saved', record: saved.value });
      ports.onSaved(saved.value);
    } else {
      setState(item.id, { phase: 'unsaved', inspected, fault: saved.fault });
      // One unsaved result is kept in memory; a whole queue of them would not fit.
      tell({ ...snapshot, pausedBy: saved.fault });
    }
  }

  async function saveAgain(): Promise<void> {
    for (const item of snapshot.items) {
      if (item.state.phase === 'unsaved') await save(item, item.state.inspected);
    }
    await run();
  }

  function resume(): void {
    tell({ items: snapshot.items });
    void saveAgain();
  }

  function retry(id: string): void {
    const item = snapshot.items.find((each) => each.id === id);
    if (item?.state.phase === 'unsaved') resume();
    if (item?.state.phase !== 'failed') return;
    setState(id, { phase: 'waiting' });
    void run();
  }

  function stop(): void {
    abort.abort();
    abort = new AbortController();
    const kept = snapshot.items.filter((item) => item.state.phase !== 'waiting');
    forgetFilesExcept(kept);
    setItems(kept);
  }

  function forget(id: string): void {
    const kept = snapshot.items.filter((item) => item.id !== id);
    forgetFilesExcept(kept);
    const stillUnsaved = kept.some((item) => item.state.phase === 'unsaved');
    tell(stillUnsaved ? { ...snapshot, items: kept } : { items: kept });
    void run();
  }

  function clearFinished(): void {
    const kept = snapshot.items.filter((item) => item.state.phase !== 'saved' && item.state.phase !== 'failed');
    forgetFilesExcept(kept);
    setItems(kept);
  }

  function forgetFilesExcept(items: readonly QueueItem[]): void {
    const kept = new Set(items.map((item) => item.id));
    for (const id of files.keys()) if (!kept.has(id)) files.delete(id);
  }

  return {
    read: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add,
    retry,
    resume,
    stop,
    forget,
    clearFinished,
  };
}
