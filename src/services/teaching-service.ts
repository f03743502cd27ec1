/**
 * Teachings: what a user collects, and the work that makes a pack from it. The work belongs to the app, not to a screen: it continues while the user
 * inspects, and the next page continues the teaching of a closed one.
 */
import { createObservable } from '../domain/observable';
import type { StorageFault } from '../domain/record';
import { succeed, type Result } from '../domain/result';
import { createSemaphore } from '../domain/semaphore';
import { taughtPackId, type TeachOptions, type TeachPicture, type Teaching } from '../domain/teaching';
import type { PackRepository } from '../storage/packs';
import type { StoredLook } from '../storage/teachings';
import { addTeachPictures, type AddedPictures, type AddDependencies, type GivenPicture } from './add-teach-pictures';
import { createAddingMarks } from './adding-marks';
import { addClass, moveClass, removeClass, renameClass } from './class-labels';
import { orThrow } from './fault-error';
import { freeTitle } from './free-title';
import { createNoteService, type NoteService, type NoteServiceDependencies } from './note-service';
import {
  change,
  changed,
  lookInTurn,
  noteChange,
  show,
  teachInTurn,
  type TeachingWork,
  type TeachingWorkDependencies,
} from './teaching-work';
import { unusablePictures } from './unusable-pictures';

export interface TeachingDependencies
  extends
    Omit<TeachingWorkDependencies, 'packRepository'>,
    Pick<NoteServiceDependencies, 'storage' | 'schedule'>,
    Pick<AddDependencies, 'checkPicture' | 'makeThumbnail'> {
  readonly packRepository: Pick<PackRepository, 'manifest' | 'manifests'>;
}

export type TeachingService = ReturnType<typeof createTeachingService>;

type NewTeaching = Pick<Teaching, 'title' | 'base' | 'kind'>;
type ServiceWork = TeachingWork & TeachingDependencies;

/** Reads reject with a `FaultError`. */
export function createTeachingService(dependencies: TeachingDependencies) {
  const work: ServiceWork = {
    ...dependencies,
    state: createObservable({ changes: 0, looks: 0 }),
    stops: new Map(),
    looks: new Map(),
    edits: createSemaphore(1),
    turns: createSemaphore(1),
  };
  const marks = createAddingMarks(dependencies);
  const titles = titlesOf(work);
  return {
    read: work.state.read,
    subscribe: work.state.subscribe,
    /** Continues the unfinished work of an earlier page. */
    async start(): Promise<void> {
      await titles.flushAll();
      const stored = await work.repository.list();
      const left = stored.ok ? stored.value.filter(({ state: { phase } }) => phase === 'teaching') : [];
      await Promise.all(left.map(({ id }) => teachInTurn(work, id)));
    },
    /** The name while it is written: kept as a draft at once, stored after a pause and before anything is taught. */
    titles,
    /** Starts a teaching without pictures. Where its name is taken, it gets a number. */
    create: createOnce(work),
    ...readsOf(work),
    ...editsOf(work),
    ...classEditsOf(work),
    ...additionsTo(work, marks),
    ...controlsOf(work, titles),
    /** Frees the space of the pictures. The pack that was taught stays. */
    async remove(id: string): Promise<Result<void, StorageFault>> {
      work.looks.get(id)?.abort();
      work.stops.get(id)?.abort();
      marks.clear(id);
      return changed(work, work.repository.remove(id));
    },
  };
}

/** Names while they are written. One that is empty changes nothing. */
function titlesOf(work: ServiceWork): NoteService {
  return createNoteService({
    storage: work.storage,
    schedule: work.schedule,
    keyPrefix: 'fieldgrade.teaching-title.',
    edit: (id, { note }) => change(work, id, (teaching) => (note === '' ? teaching : { ...teaching, title: note })),
  });
}

/** A second tap on the button gets the teaching of the first. */
function createOnce(work: ServiceWork) {
  /** Teachings that are being started, by their kind, title and base. */
  const beginning = new Map<string, Promise<Result<string, StorageFault>>>();
  return async (about: NewTeaching): Promise<Result<string, StorageFault>> => {
    const key = JSON.stringify([about.kind, about.base.id, about.title]);
    const created = beginning.get(key) ?? create(about, work);
    beginning.set(key, created);
    try {
      return await created;
    } finally {
      beginning.delete(key);
    }
  };
}

async function create(about: NewTeaching, work: ServiceWork): Promise<Result<string, StorageFault>> {
  const { newId, nowMs, repository } = work;
  const id = newId();
  const teaching: Teaching = {
    ...{ id, startedAt: new Date(nowMs()).toISOString(), ...about },
    title: await freeTitle(about.title, work),
    packId: taughtPackId(newId()),
    options: { closeLook: 'auto' },
    state: { phase: 'collecting' },
  };
  const added = await changed(work, repository.add(teaching));
  return added.ok ? succeed(id) : added;
}

function readsOf(work: ServiceWork) {
  const { repository } = work;
  return {
    list: async (): Promise<readonly Teaching[]> => orThrow(await repository.list()),
    byId: async (id: string) => orThrow(await repository.byId(id)),
    /** The embeddings that were computed so far, by the numbers of the pictures. */
    looks: async (id: string): Promise<ReadonlyMap<number, StoredLook>> => orThrow(await repository.looks(id)),
    /** Of the pictures that show good and faulty pieces: the numbers of files that cannot be used. */
    unusable: (id: string): Promise<ReadonlySet<number>> => unusablePictures(id, work),
    thumbnail: async (key: Pick<TeachPicture, 'teachingId' | 'order'>): Promise<ArrayBuffer | null> => {
      const read = await repository.readThumbnail(key);
      return read.ok ? (read.value ?? null) : null;
    },
    file: async (key: Pick<TeachPicture, 'teachingId' | 'order'>): Promise<ArrayBuffer | undefined> => {
      const read = await repository.readFile(key);
      return read.ok ? read.value : undefined;
    },
  };
}

function editsOf(work: ServiceWork) {
  const { repository } = work;
  return {
    setBase: (id: string, base: Teaching['base']) => change(work, id, (teaching) => ({ ...teaching, base })),
    setOptions: (id: string, options: Partial<TeachOptions>) =>
      change(work, id, (teaching) => ({ ...teaching, options: { ...teaching.options, ...options } })),
    relabel: (id: string, orders: readonly number[], label: string) =>
      changed(work, repository.relabel(id, orders, label)),
    removePictures: (id: string, orders: readonly number[]) => changed(work, repository.removePictures(id, orders)),
  };
}

function classEditsOf(work: ServiceWork) {
  const { edits, repository } = work;
  const edit = (patch: () => Promise<Result<void, StorageFault>>) => changed(work, edits.run(patch));
  return {
    addClass: (id: string, name: string) => edit(() => addClass(id, name, repository)),
    renameClass: (id: string, from: string, to: string) => edit(() => renameClass(id, from, to, repository)),
    removeClass: (id: string, name: string) => edit(() => removeClass(id, name, repository)),
    moveClass: (id: string, name: string, by: -1 | 1) => edit(() => moveClass(id, name, by, repository)),
  };
}

function additionsTo(work: ServiceWork, marks: ReturnType<typeof createAddingMarks>) {
  return {
    /** Copies the files of pictures. Copies of a picture that is there already, and those that are too many, are left out. */
    async add(id: string, pictures: readonly GivenPicture[]): Promise<Result<AddedPictures, StorageFault>> {
      const total = pictures.length;
      const showDone = (done: number): void => show(work, { adding: { id, done, total } });
      showDone(0);
      try {
        return await marks.during({ id, total }, (mark) =>
          addTeachPictures({ id, pictures }, work, (done) => {
            mark(done);
            showDone(done);
          }),
        );
      } finally {
        show(work, { adding: undefined });
        noteChange(work);
      }
    },
    /** How many of the chosen files a closed page has not added. */
    interruptedAdding: (id: string) => marks.interrupted(id),
    forgetInterrupted(id: string): void {
      marks.clear(id);
      noteChange(work);
    },
  };
}

function controlsOf(work: ServiceWork, titles: NoteService) {
  return {
    /** Embeds the pictures of a teaching of classes, after the work in progress. */
    look: (id: string): Promise<void> => lookInTurn(work, id),
    /** Starts to teach, or to teach again; returns when the start is stored. */
    async teach(id: string): Promise<Result<void, StorageFault>> {
      work.looks.get(id)?.abort();
      await titles.flush(id);
      const stored = await change(work, id, (teaching) => ({ ...teaching, state: { phase: 'teaching' } }));
      if (stored.ok) void teachInTurn(work, id);
      return stored;
    },
    /** Returns to collecting. */
    async cancel(id: string): Promise<Result<void, StorageFault>> {
      work.stops.get(id)?.abort();
      return collect(work, id);
    },
    /** Adds more pictures after a result or a failure. */
    collectMore: (id: string) => collect(work, id),
  };
}

function collect(work: TeachingWork, id: string): Promise<Result<void, StorageFault>> {
  return change(work, id, (teaching) => ({ ...teaching, state: { phase: 'collecting' } }));
}
