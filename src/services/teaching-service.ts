/**
 * Teachings: what a user collects, and the work that makes a pack of it. The work belongs to the app, not to a screen: it goes on
 * while the user inspects, and a teaching that its page has left is continued by the next page.
 */
import { createObservable } from '../domain/observable';
import type { Progress } from '../domain/operation';
import type { TeachFailure, TrainPoint } from '../domain/teach-report';
import { taughtPackId, type TeachOptions, type TeachPicture, type Teaching } from '../domain/teaching';
import { createSemaphore } from '../domain/semaphore';
import { succeed, type Result } from '../domain/result';
import type { Sha256 } from '../domain/sha256';
import type { StorageFault } from '../domain/record';
import type { PackRepository } from '../storage/packs';
import type { StoredLook, TeachingRepository } from '../storage/teachings';
import { orThrow } from './fault-error';
import { addTeachPictures, type AddedPictures, type AddDependencies, type GivenPicture } from './add-teach-pictures';
import { createAddingMarks } from './adding-marks';
import { addClass, moveClass, removeClass, renameClass } from './class-labels';
import { freeTitle } from './free-title';
import { lookAtPictures } from './look-at-pictures';
import { createNoteService, type NoteServiceDependencies } from './note-service';
import type { BatchLocks } from './resume-batches';
import { unusablePictures } from './unusable-pictures';
import { readyBase, runTeaching, type RunDependencies } from './run-teaching';

/** The teaching in progress of this page. */
export interface RunningTeaching {
  readonly id: string;
  readonly progress?: Progress;
  /** The live curve of a training. */
  readonly curve?: readonly TrainPoint[];
}

/** What is in progress. `changes` counts writes, so that a screen reads again. */
export interface TeachingState {
  readonly running?: RunningTeaching | undefined;
  /** The teaching whose pictures are being looked at before it is taught. */
  readonly looking?: RunningTeaching | undefined;
  /** Why its pictures could not be looked at. */
  readonly lookFault?: { readonly id: string; readonly fault: TeachFailure } | undefined;
  readonly adding?: { readonly id: string; readonly done: number; readonly total: number } | undefined;
  readonly changes: number;
  /** Counts looks that were stored. */
  readonly looks: number;
}

export interface TeachingDependencies
  extends
    Omit<RunDependencies, 'onProgress' | 'onPoint' | 'onStored' | 'signal' | 'edit' | 'packRepository'>,
    Pick<NoteServiceDependencies, 'storage' | 'schedule'>,
    Pick<AddDependencies, 'checkPicture' | 'makeThumbnail'> {
  readonly repository: TeachingRepository;
  readonly packRepository: Pick<PackRepository, 'manifest' | 'manifests'>;
  readonly locks: BatchLocks;
  readonly sha256: Sha256;
  readonly newId: () => string;
  readonly nowMs: () => number;
}

export type TeachingService = ReturnType<typeof createTeachingService>;

type NewTeaching = Pick<Teaching, 'title' | 'base' | 'kind'>;

/** Reads reject with a `FaultError`. */
export function createTeachingService(dependencies: TeachingDependencies) {
  const { repository, newId, nowMs } = dependencies;
  const state = createObservable<TeachingState>({ changes: 0, looks: 0 });
  const stops = new Map<string, AbortController>();
  const looks = new Map<string, AbortController>();

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

  const marks = createAddingMarks(dependencies);

  /** A change reads a teaching and writes all of it: two at once would lose one of them. */
  const edits = createSemaphore(1);

  /** One at a time: two would halve each other's speed and double the memory. */
  const turns = createSemaphore(1);

  /** Runs a teaching, unless another tab does. It ends when its result is stored. */
  async function run(id: string): Promise<void> {
    const release = await dependencies.locks.holdIfFree(lockName(id));
    if (release === undefined) return;
    const stop = new AbortController();
    stops.set(id, stop);
    let running: RunningTeaching = { id };
    const show = (more: Partial<RunningTeaching>): void => write({ running: (running = { ...running, ...more }) });
    const onPoint = (point: TrainPoint): void => show({ curve: [...(running.curve ?? []), point] });
    show({});
    try {
      const onProgress = (progress: Progress): void => show({ progress });
      await runTeaching(id, { ...dependencies, signal: stop.signal, onProgress, onPoint, onStored, edit: change });
    } finally {
      stops.delete(id);
      release();
      write({ running: undefined });
      noteChange();
    }
  }

  function onStored(): void {
    write({ looks: state.read().looks + 1 });
  }

  /** Looks at pictures that were not looked at, unless another tab works on the teaching. */
  async function look(id: string): Promise<void> {
    const stored = await repository.byId(id);
    if (!stored.ok || stored.value?.teaching.kind !== 'classes') return;
    const release = await dependencies.locks.holdIfFree(lockName(id));
    if (release === undefined) return;
    const stop = new AbortController();
    looks.set(id, stop);
    const onProgress = (progress: Progress): void => write({ looking: { id, progress } });
    try {
      const base = await readyBase(stored.value.teaching.base.id, dependencies.packs);
      const networkSha256 = base.ok ? (base.value.files[base.value.network.file]?.sha256 ?? '') : '';
      const looked = base.ok
        ? await lookAtPictures(
            { ...stored.value, networkSha256 },
            { ...dependencies, signal: stop.signal, onProgress, onStored },
          )
        : base;
      const isFailed = !looked.ok && looked.fault.kind !== 'cancelled';
      write({ lookFault: isFailed ? { id, fault: looked.fault } : undefined });
    } finally {
      looks.delete(id);
      release();
      write({ looking: undefined });
    }
  }

  function change(id: string, patch: (teaching: Teaching) => Teaching): Promise<Result<void, StorageFault>> {
    return edits.run(async () => {
      const stored = await repository.byId(id);
      if (!stored.ok) return stored;
      return stored.value === undefined ? succeed(undefined) : changed(repository.put(patch(stored.value.teaching)));
    });
  }

  /** Names while they are written. One that is empty changes nothing. */
  const titles = createNoteService({
    storage: dependencies.storage,
    schedule: dependencies.schedule,
    keyPrefix: 'fieldgrade.teaching-title.',
    edit: (id, { note }) => change(id, (teaching) => (note === '' ? teaching : { ...teaching, title: note })),
  });

  async function create(about: NewTeaching): Promise<Result<string, StorageFault>> {
    const id = newId();
    const teaching: Teaching = {
      ...{ id, startedAt: new Date(nowMs()).toISOString(), ...about },
      title: await freeTitle(about.title, dependencies),
      packId: taughtPackId(newId()),
      options: { closeLook: 'auto' },
      state: { phase: 'collecting' },
    };
    const added = await changed(repository.add(teaching));
    return added.ok ? succeed(id) : added;
  }

  /** Teachings that are being begun, by what they are. */
  const beginning = new Map<string, Promise<Result<string, StorageFault>>>();

  /** A second tap on the button gets the teaching of the first. */
  async function createOnce(about: NewTeaching): Promise<Result<string, StorageFault>> {
    const key = JSON.stringify([about.kind, about.base.id, about.title]);
    const created = beginning.get(key) ?? create(about);
    beginning.set(key, created);
    try {
      return await created;
    } finally {
      beginning.delete(key);
    }
  }

  return {
    read: state.read,
    subscribe: state.subscribe,
    /** Continues what an earlier page has left in the middle. */
    async start(): Promise<void> {
      await titles.flushAll();
      const stored = await repository.list();
      const left = stored.ok ? stored.value.filter(({ state: { phase } }) => phase === 'teaching') : [];
      await Promise.all(left.map(({ id }) => turns.run(() => run(id))));
    },
    list: async (): Promise<readonly Teaching[]> => orThrow(await repository.list()),
    byId: async (id: string) => orThrow(await repository.byId(id)),
    /** Begins a teaching without pictures. Where its name is taken, it gets a number. */
    create: createOnce,
    /** The name while it is written: kept as a draft at once, stored after a pause and before anything is taught. */
    titles: titles,
    setBase: (id: string, base: Teaching['base']) => change(id, (teaching) => ({ ...teaching, base })),
    setOptions: (id: string, options: Partial<TeachOptions>) =>
      change(id, (teaching) => ({ ...teaching, options: { ...teaching.options, ...options } })),
    addClass: (id: string, name: string) => changed(edits.run(() => addClass(id, name, repository))),
    renameClass: (id: string, from: string, to: string) =>
      changed(edits.run(() => renameClass(id, from, to, repository))),
    removeClass: (id: string, name: string) => changed(edits.run(() => removeClass(id, name, repository))),
    moveClass: (id: string, name: string, by: -1 | 1) => changed(edits.run(() => moveClass(id, name, by, repository))),
    /** Looks at the pictures of a teaching of classes, after what is in progress. */
    look: (id: string): Promise<void> => turns.run(() => look(id)),
    /** What looks have found so far, by the numbers of the pictures. */
    looks: async (id: string): Promise<ReadonlyMap<number, StoredLook>> => orThrow(await repository.looks(id)),
    /** Copies the files of pictures. Copies of a picture that is there already, and those that are too many, are left out. */
    async add(id: string, pictures: readonly GivenPicture[]): Promise<Result<AddedPictures, StorageFault>> {
      const total = pictures.length;
      const show = (done: number): void => write({ adding: { id, done, total } });
      show(0);
      try {
        return await marks.during({ id, total }, (mark) =>
          addTeachPictures({ id, pictures }, dependencies, (done) => {
            mark(done);
            show(done);
          }),
        );
      } finally {
        write({ adding: undefined });
        noteChange();
      }
    },
    /** What a page that ended has not added of the files that the user chose. */
    interruptedAdding: (id: string) => marks.interrupted(id),
    forgetInterrupted(id: string): void {
      marks.clear(id);
      noteChange();
    },
    /** Of the pictures that show good and faulty pieces: the numbers of files that cannot be used. */
    unusable: (id: string): Promise<ReadonlySet<number>> => unusablePictures(id, dependencies),
    relabel: (id: string, orders: readonly number[], label: string) => changed(repository.relabel(id, orders, label)),
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
      looks.get(id)?.abort();
      await titles.flush(id);
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
      looks.get(id)?.abort();
      stops.get(id)?.abort();
      marks.clear(id);
      return changed(repository.remove(id));
    },
  };
}

function lockName(id: string): string {
  return `fieldgrade-teaching-${id}`;
}
