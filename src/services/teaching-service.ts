/**
 * Teachings: what a user collects, and the work that makes a pack of it. The work belongs to the app, not to a screen: it goes on
 * while the user inspects, and a teaching that its page has left is continued by the next page.
 */
import type { CloseLook, TaughtRole } from '../domain/anomaly-teaching';
import { createObservable } from '../domain/observable';
import type { Progress } from '../domain/operation';
import { taughtPackId, type TeachPicture, type Teaching } from '../domain/teaching';
import { createSemaphore } from '../domain/semaphore';
import { succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import type { StorageFault } from '../domain/record';
import type { TeachingRepository } from '../storage/teachings';
import { orThrow } from './fault-error';
import { addLessons, type AddedLessons, type NewLesson, type ThumbnailOf } from './add-lessons';
import type { BatchLocks } from './resume-batches';
import { runTeaching, type RunDependencies } from './run-teaching';

/** The teaching in progress of this page. */
export interface RunningTeaching {
  readonly id: string;
  readonly progress?: Progress;
}

/** What is in progress. `changes` counts writes, so that a screen reads again. */
export interface TeachingState {
  readonly running?: RunningTeaching | undefined;
  readonly adding?: { readonly id: string; readonly done: number; readonly total: number } | undefined;
  readonly changes: number;
}

export interface TeachingDependencies extends Omit<RunDependencies, 'onProgress' | 'signal'> {
  readonly repository: TeachingRepository;
  readonly locks: BatchLocks;
  readonly sha256: Sha256;
  readonly newId: () => string;
  readonly nowMs: () => number;
  readonly makeThumbnail: ThumbnailOf;
}

export type TeachingService = ReturnType<typeof createTeachingService>;

/** Reads reject with a `FaultError`. */
export function createTeachingService(dependencies: TeachingDependencies) {
  const { repository, newId, nowMs } = dependencies;
  const state = createObservable<TeachingState>({ changes: 0 });
  const stops = new Map<string, AbortController>();

  function write(next: Partial<TeachingState>): void {
    state.write({ ...state.read(), ...next });
  }

  function noteChange(): void {
    write({ changes: state.read().changes + 1 });
  }

  async function changed<Value>(work: Promise<Value>): Promise<Value> {
    const value = await work;
    noteChange();
    return value;
  }

  /** One at a time: two would halve each other's speed and double the memory. */
  const turns = createSemaphore(1);

  /** Runs a teaching, unless another tab does. It ends when its result is stored. */
  async function run(id: string): Promise<void> {
    const release = await dependencies.locks.holdIfFree(lockName(id));
    if (release === undefined) return;
    const stop = new AbortController();
    stops.set(id, stop);
    const onProgress = (progress: Progress): void => write({ running: { id, progress } });
    write({ running: { id } });
    try {
      await runTeaching(id, { ...dependencies, signal: stop.signal, onProgress });
    } finally {
      stops.delete(id);
      release();
      write({ running: undefined });
      noteChange();
    }
  }

  async function change(id: string, patch: (teaching: Teaching) => Teaching): Promise<Result<void, StorageFault>> {
    const stored = await repository.byId(id);
    if (!stored.ok) return stored;
    return stored.value === undefined ? succeed(undefined) : changed(repository.put(patch(stored.value.teaching)));
  }

  return {
    read: state.read,
    subscribe: state.subscribe,
    /** Continues what an earlier page has left in the middle. */
    async start(): Promise<void> {
      const stored = await repository.list();
      const left = stored.ok ? stored.value.filter(({ state: { phase } }) => phase === 'teaching') : [];
      await Promise.all(left.map(({ id }) => turns.run(() => run(id))));
    },
    list: async (): Promise<readonly Teaching[]> => orThrow(await repository.list()),
    byId: async (id: string) => orThrow(await repository.byId(id)),
    /** Begins a teaching without pictures. */
    async create(about: Pick<Teaching, 'title' | 'base'>): Promise<Result<string, StorageFault>> {
      const id = newId();
      const teaching: Teaching = {
        ...{ id, startedAt: new Date(nowMs()).toISOString(), kind: 'anomaly', ...about },
        packId: taughtPackId(newId()),
        options: { closeLook: 'auto' },
        state: { phase: 'collecting' },
      };
      const added = await changed(repository.add(teaching));
      return added.ok ? succeed(id) : added;
    },
    rename: (id: string, title: string) => change(id, (teaching) => ({ ...teaching, title })),
    setBase: (id: string, base: Teaching['base']) => change(id, (teaching) => ({ ...teaching, base })),
    setCloseLook: (id: string, closeLook: CloseLook) =>
      change(id, (teaching) => ({ ...teaching, options: { closeLook } })),
    /** Copies the files of pictures. Copies of a picture that is there already, and those that are too many, are left out. */
    async add(
      id: string,
      lessons: readonly NewLesson[],
      label: TaughtRole,
    ): Promise<Result<AddedLessons, StorageFault>> {
      const onDone = (done: number): void => write({ adding: { id, done, total: lessons.length } });
      onDone(0);
      try {
        return await addLessons({ id, lessons, label }, dependencies, onDone);
      } finally {
        write({ adding: undefined });
        noteChange();
      }
    },
    relabel: (id: string, orders: readonly number[], label: TaughtRole) =>
      changed(repository.relabel(id, orders, label)),
    removePictures: (id: string, orders: readonly number[]) => changed(repository.removePictures(id, orders)),
    thumbnail: async (key: Pick<TeachPicture, 'teachingId' | 'order'>): Promise<ArrayBuffer | null> => {
      const read = await repository.readThumbnail(key);
      return read.ok ? (read.value ?? null) : null;
    },
    file: async (key: Pick<TeachPicture, 'teachingId' | 'order'>): Promise<ArrayBuffer | undefined> => {
      const read = await repository.readFile(key);
      return read.ok ? read.value : undefined;
    },
    /** Begins to teach, or to teach again; returns when the start is stored. */
    async teach(id: string): Promise<Result<void, StorageFault>> {
      const stored = await change(id, (teaching) => ({ ...teaching, state: { phase: 'teaching' } }));
      if (stored.ok) void turns.run(() => run(id));
      return stored;
    },
    /** Goes back to collecting. */
    async cancel(id: string): Promise<Result<void, StorageFault>> {
      stops.get(id)?.abort();
      return change(id, (teaching) => ({ ...teaching, state: { phase: 'collecting' } }));
    },
    /** Adds more pictures after a result or a failure. */
    collectMore: (id: string) => change(id, (teaching) => ({ ...teaching, state: { phase: 'collecting' } })),
    /** Frees the space of the pictures. The pack that was taught stays. */
    async remove(id: string): Promise<Result<void, StorageFault>> {
      stops.get(id)?.abort();
      return changed(repository.remove(id));
    },
  };
}

function lockName(id: string): string {
  return `fieldgrade-teaching-${id}`;
}
