/** The work of teachings: one teaching, or the embedding of the pictures of one, at a time. Reports what is in progress. Its code is loaded with its first use. */
import type { Observable } from '../domain/observable';
import type { Progress } from '../domain/operation';
import type { StorageFault } from '../domain/record';
import { succeed, type Result } from '../domain/result';
import type { Semaphore } from '../domain/semaphore';
import type { TeachFailure, TrainPoint } from '../domain/teach-report';
import type { Teaching } from '../domain/teaching';
import type { StoredTeaching, TeachingRepository } from '../storage/teachings';
import type { lookAtPictures, LookDependencies } from './look-at-pictures';
import type { BatchLocks } from './resume-batches';
import type { RunDependencies } from './run-teaching';

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
  /** The teaching whose pictures are being embedded before it is taught. */
  readonly looking?: RunningTeaching | undefined;
  /** Why its pictures could not be embedded. */
  readonly lookFault?: { readonly id: string; readonly fault: TeachFailure } | undefined;
  readonly adding?: { readonly id: string; readonly done: number; readonly total: number } | undefined;
  readonly changes: number;
  /** Counts embeddings that were stored. */
  readonly looks: number;
}

export interface TeachingWorkDependencies extends Omit<
  RunDependencies,
  'onProgress' | 'onPoint' | 'onStored' | 'signal' | 'edit'
> {
  readonly repository: TeachingRepository;
  readonly locks: BatchLocks;
}

/** Teachings, and what is in progress. */
export interface TeachingWork extends TeachingWorkDependencies {
  readonly state: Observable<TeachingState>;
  /** Cancels a teaching, by its id. */
  readonly stops: Map<string, AbortController>;
  /** Cancels the embedding of pictures, by the id of the teaching. */
  readonly looks: Map<string, AbortController>;
  /** A change reads a teaching and writes all of it: two at once would lose one of them. */
  readonly edits: Semaphore;
  /** One at a time: two would halve each other's speed and double the memory. */
  readonly turns: Semaphore;
}

export function show({ state }: Pick<TeachingWork, 'state'>, next: Partial<TeachingState>): void {
  state.write({ ...state.read(), ...next });
}

export function noteChange({ state }: Pick<TeachingWork, 'state'>): void {
  show({ state }, { changes: state.read().changes + 1 });
}

/** Waits for a write, then lets the screens read again. */
export async function changed<Value>(work: Pick<TeachingWork, 'state'>, write: Promise<Value>): Promise<Value> {
  const value = await write;
  noteChange(work);
  return value;
}

/** Changes a teaching, after the changes before it. A teaching that no longer exists is not a fault. */
export function change(
  work: TeachingWork,
  id: string,
  patch: (teaching: Teaching) => Teaching,
): Promise<Result<void, StorageFault>> {
  const { edits, repository } = work;
  return edits.run(async () => {
    const stored = await repository.byId(id);
    if (!stored.ok) return stored;
    return stored.value === undefined
      ? succeed(undefined)
      : changed(work, repository.put(patch(stored.value.teaching)));
  });
}

/** Runs a teaching after the work in progress, unless another tab runs it. It ends when its result is stored. */
export function teachInTurn(work: TeachingWork, id: string): Promise<void> {
  return work.turns.run(() => holding(work, { id, stops: work.stops }, (signal) => run(work, id, signal)));
}

/** Embeds the pictures without an embedding, after the work in progress, unless another tab works on the teaching. */
export function lookInTurn(work: TeachingWork, id: string): Promise<void> {
  return work.turns.run(async () => {
    const stored = await work.repository.byId(id);
    if (!stored.ok || stored.value?.teaching.kind !== 'classes') return;
    const teaching = stored.value;
    await holding(work, { id, stops: work.looks }, (signal) => look(work, teaching, signal));
  });
}

/** Runs `part` while this tab holds the lock of the teaching; nothing if another tab holds it. */
async function holding(
  { locks }: TeachingWork,
  { id, stops }: { readonly id: string; readonly stops: Map<string, AbortController> },
  part: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const release = await locks.holdIfFree(`fieldgrade-teaching-${id}`);
  if (release === undefined) return;
  const stop = new AbortController();
  stops.set(id, stop);
  try {
    await part(stop.signal);
  } finally {
    stops.delete(id);
    release();
  }
}

async function run(work: TeachingWork, id: string, signal: AbortSignal): Promise<void> {
  let running: RunningTeaching = { id };
  const add = (more: Partial<RunningTeaching>): void => show(work, { running: (running = { ...running, ...more }) });
  const onPoint = (point: TrainPoint): void => add({ curve: [...(running.curve ?? []), point] });
  const onProgress = (progress: Progress): void => add({ progress });
  add({});
  try {
    const edit: RunDependencies['edit'] = (of, patch) => change(work, of, patch);
    const { runTeaching } = await import('./run-teaching');
    await runTeaching(id, { ...work, signal, onProgress, onPoint, onStored: () => noteLooks(work), edit });
  } finally {
    show(work, { running: undefined });
    noteChange(work);
  }
}

function noteLooks(work: TeachingWork): void {
  show(work, { looks: work.state.read().looks + 1 });
}

async function look(work: TeachingWork, stored: StoredTeaching, signal: AbortSignal): Promise<void> {
  const { id } = stored.teaching;
  const onProgress = (progress: Progress): void => show(work, { looking: { id, progress } });
  try {
    const looked = await lookAtAll(stored, { ...work, signal, onProgress, onStored: () => noteLooks(work) });
    const isFailed = !looked.ok && looked.fault.kind !== 'cancelled';
    show(work, { lookFault: isFailed ? { id, fault: looked.fault } : undefined });
  } finally {
    show(work, { looking: undefined });
  }
}

async function lookAtAll(
  stored: StoredTeaching,
  dependencies: LookDependencies & Pick<TeachingWork, 'packs'>,
): ReturnType<typeof lookAtPictures> {
  const [{ readyBase }, { lookAtPictures: lookAt, networkSha256Of }] = await Promise.all([
    import('./run-teaching'),
    import('./look-at-pictures'),
  ]);
  const base = await readyBase(stored.teaching.base.id, dependencies.packs);
  if (!base.ok) return base;
  return lookAt({ ...stored, networkSha256: networkSha256Of(base.value) }, dependencies);
}
