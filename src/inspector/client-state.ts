/** Which workers exist, what they are used for and when they end: a pure state machine. `client.ts` executes its commands. */
import type { BackendPreference } from '../domain/loaded-pack';

/** One worker. `calls` and `loads` count those in progress, `pictures` those that were answered. */
interface WorkerState {
  readonly id: number;
  readonly preference: BackendPreference;
  readonly calls: number;
  readonly loads: number;
  readonly pictures: number;
}

export interface ClientState {
  readonly preference: BackendPreference;
  /** The pack of the latest call: it is loaded again after a loss. */
  readonly lastPackId: string | undefined;
  /** False from a reload until a picture is answered: a worker that crashes on its pack is not restarted repeatedly. */
  readonly mayReload: boolean;
  /** The worker of new calls. Others are retired and end with their last call. */
  readonly currentId: number | undefined;
  readonly workers: readonly WorkerState[];
  readonly nextId: number;
}

export type ClientEvent =
  | { readonly kind: 'call-started'; readonly packId: string }
  | { readonly kind: 'call-ended'; readonly workerId: number }
  | { readonly kind: 'load-started'; readonly workerId: number }
  | { readonly kind: 'load-ended'; readonly workerId: number }
  | { readonly kind: 'picture-answered'; readonly workerId: number }
  | { readonly kind: 'worker-lost'; readonly workerId: number }
  | { readonly kind: 'cancel-overdue'; readonly workerId: number }
  | { readonly kind: 'backend-preferred'; readonly preference: BackendPreference }
  | { readonly kind: 'packs-changed' }
  | { readonly kind: 'idle-elapsed' }
  | { readonly kind: 'closed' };

export type ClientCommand =
  | { readonly kind: 'start-worker'; readonly workerId: number }
  | { readonly kind: 'end-worker'; readonly workerId: number; readonly detail: string }
  | { readonly kind: 'reload-pack'; readonly packId: string }
  | { readonly kind: 'start-idle-timer' }
  | { readonly kind: 'stop-idle-timer' };

/** The next state, and what has to be done to reach it, in this order. */
export interface Step {
  readonly state: ClientState;
  readonly commands: readonly ClientCommand[];
}

export const initialState: ClientState = {
  preference: 'auto',
  lastPackId: undefined,
  mayReload: true,
  currentId: undefined,
  workers: [],
  nextId: 1,
};

/** A worker is replaced after `picturesPerWorker` pictures. */
export function reduce(state: ClientState, event: ClientEvent, picturesPerWorker: number): Step {
  switch (event.kind) {
    case 'call-started':
      return startCall({ ...state, lastPackId: event.packId });
    case 'call-ended':
      return endCall(
        changed(state, event.workerId, ({ calls }) => ({ calls: calls - 1 })),
        event,
        picturesPerWorker,
      );
    case 'load-started':
      return unchanged(changed(state, event.workerId, ({ loads }) => ({ loads: loads + 1 })));
    case 'load-ended':
      return unchanged(changed(state, event.workerId, ({ loads }) => ({ loads: loads - 1 })));
    case 'picture-answered':
      return unchanged({
        ...changed(state, event.workerId, ({ pictures }) => ({ pictures: pictures + 1 })),
        mayReload: true,
      });
    case 'worker-lost':
      return loseWorker(state, event.workerId);
    case 'cancel-overdue':
      return endAbandoned(state, event.workerId);
    case 'backend-preferred':
      return preferBackend({ ...state, preference: event.preference });
    case 'packs-changed':
      return retire(state, state.currentId, 'packs have changed');
    case 'idle-elapsed':
      return retire(state, state.currentId, 'idle');
    case 'closed':
      return close(state);
  }
}

function startCall(state: ClientState): Step {
  const stopTimer = { kind: 'stop-idle-timer' } as const;
  if (state.currentId !== undefined) return { state: addCall(state, state.currentId), commands: [stopTimer] };
  const id = state.nextId;
  const started = { id, preference: state.preference, calls: 0, loads: 0, pictures: 0 };
  const next = { ...state, currentId: id, nextId: id + 1, workers: [...state.workers, started] };
  return { state: addCall(next, id), commands: [stopTimer, { kind: 'start-worker', workerId: id }] };
}

function addCall(state: ClientState, workerId: number): ClientState {
  return changed(state, workerId, ({ calls }) => ({ calls: calls + 1 }));
}

function endCall(state: ClientState, { workerId }: { readonly workerId: number }, picturesPerWorker: number): Step {
  const worker = workerOf(state, workerId);
  if (worker === undefined) return unchanged(state);
  if (workerId !== state.currentId || worker.pictures >= picturesPerWorker) return retire(state, workerId, 'renewed');
  return { state, commands: worker.calls === 0 ? [{ kind: 'start-idle-timer' }] : [] };
}

/** A worker lost while it loaded may have been ended by trying the GPU: this page does not try it again. */
function loseWorker(state: ClientState, workerId: number): Step {
  const worker = workerOf(state, workerId);
  if (worker === undefined) return unchanged(state);
  const next = { ...without(state, workerId), preference: worker.loads > 0 ? 'wasm' : state.preference } as const;
  if (!next.mayReload || next.lastPackId === undefined) return unchanged(next);
  return { state: { ...next, mayReload: false }, commands: [{ kind: 'reload-pack', packId: next.lastPackId }] };
}

/** A call that could not be stopped in time: unless other calls wait for the same worker, the worker is ended. */
function endAbandoned(state: ClientState, workerId: number): Step {
  const worker = workerOf(state, workerId);
  if (worker === undefined || worker.calls > 1) return unchanged(state);
  return { state: without(state, workerId), commands: [{ kind: 'end-worker', workerId, detail: 'cancelled' }] };
}

function preferBackend(state: ClientState): Step {
  const current = workerOf(state, state.currentId);
  if (current === undefined || current.preference === state.preference) return unchanged(state);
  return retire(state, current.id, 'another backend is wanted');
}

/** Takes no new calls, and ends with the last of its calls. */
function retire(state: ClientState, workerId: number | undefined, detail: string): Step {
  const worker = workerOf(state, workerId);
  if (worker === undefined) return unchanged(state);
  const isCurrent = worker.id === state.currentId;
  const stopTimer: readonly ClientCommand[] = isCurrent ? [{ kind: 'stop-idle-timer' }] : [];
  if (worker.calls > 0) {
    return { state: isCurrent ? { ...state, currentId: undefined } : state, commands: stopTimer };
  }
  const end = { kind: 'end-worker', workerId: worker.id, detail } as const;
  return { state: without(state, worker.id), commands: [...stopTimer, end] };
}

function close(state: ClientState): Step {
  const ends = state.workers.map(({ id }) => ({ kind: 'end-worker', workerId: id, detail: 'closed' }) as const);
  return {
    state: { ...state, currentId: undefined, workers: [] },
    commands: [{ kind: 'stop-idle-timer' }, ...ends],
  };
}

function unchanged(state: ClientState): Step {
  return { state, commands: [] };
}

function workerOf({ workers }: ClientState, workerId: number | undefined): WorkerState | undefined {
  return workers.find(({ id }) => id === workerId);
}

function without(state: ClientState, workerId: number): ClientState {
  return {
    ...state,
    currentId: state.currentId === workerId ? undefined : state.currentId,
    workers: state.workers.filter(({ id }) => id !== workerId),
  };
}

function changed(
  state: ClientState,
  workerId: number,
  change: (worker: WorkerState) => Partial<WorkerState>,
): ClientState {
  const workers = state.workers.map((worker) => (worker.id === workerId ? { ...worker, ...change(worker) } : worker));
  return { ...state, workers };
}
