/** Executes the commands of `client-state.ts`: starts and ends workers, runs the idle timer. */
import { initialState, reduce, type ClientCommand, type ClientEvent, type ClientState } from './client-state';
import type { Schedule, StartedWorker } from './worker-life';
import { createWorkerSession, type ReadPack, type WorkerSession } from './worker-session';

/** When a worker is ended or replaced. */
export interface WorkerLimits {
  /** A worker without calls is ended after this time: its memory is needed elsewhere. */
  readonly idleMs: number;
  /** A worker with calls that neither answers nor reports progress for this time counts as lost. */
  readonly silenceMs: number;
  /** A cancelled call that runs is given this time to stop before its worker is ended. */
  readonly cancelGraceMs: number;
  /** A worker is replaced after so many pictures: the WASM heap never shrinks (onnxruntime #21673). */
  readonly picturesPerWorker: number;
}

export interface WorkerPoolDependencies {
  readonly startWorker: () => StartedWorker;
  readonly readPack: ReadPack;
  readonly schedule: Schedule;
  readonly limits: WorkerLimits;
  /** Asked for once after a loss, so that the next picture finds its pack loaded. */
  readonly onReload: (packId: string) => void;
}

export interface WorkerPool {
  readonly dispatch: (event: ClientEvent) => void;
  readonly state: () => ClientState;
  /** The session of the current worker. Throws if no call was started. */
  readonly current: () => { readonly workerId: number; readonly session: WorkerSession };
}

/** A pool without workers. */
export function createWorkerPool(dependencies: WorkerPoolDependencies): WorkerPool {
  const { schedule, limits, onReload } = dependencies;
  let state = initialState;
  let stopIdleTimer = (): void => undefined;
  const sessions = createSessions(dependencies, dispatch);

  function dispatch(event: ClientEvent): void {
    const step = reduce(state, event, limits.picturesPerWorker);
    state = step.state;
    step.commands.forEach(execute);
  }
  function execute(command: ClientCommand): void {
    switch (command.kind) {
      case 'start-worker':
        sessions.start(command.workerId, state.preference);
        return;

      case 'end-worker':
        sessions.end(command.workerId, command.detail);
        return;

      case 'reload-pack':
        onReload(command.packId);
        return;

      case 'start-idle-timer':
        stopIdleTimer = schedule(() => dispatch({ kind: 'idle-elapsed' }), limits.idleMs);
        return;
      case 'stop-idle-timer':
        stopIdleTimer();
        return;
    }
  }

  return { dispatch, state: () => state, current: () => sessions.current(state.currentId) };
}

/** The sessions of the living workers, by the worker's id. Reports losses and loads to `dispatch`. */
function createSessions(
  { startWorker, readPack, schedule, limits }: WorkerPoolDependencies,
  dispatch: (event: ClientEvent) => void,
) {
  const sessions = new Map<number, WorkerSession>();
  return {
    start(workerId: number, preference: ClientState['preference']): void {
      const session = createWorkerSession({
        started: startWorker(),
        readPack,
        schedule,
        silenceMs: limits.silenceMs,
        preference,
        onLost: () => {
          sessions.delete(workerId);
          dispatch({ kind: 'worker-lost', workerId });
        },
        onLoads: (change) => dispatch({ kind: change > 0 ? 'load-started' : 'load-ended', workerId }),
      });
      sessions.set(workerId, session);
    },
    end(workerId: number, detail: string): void {
      sessions.get(workerId)?.end(detail);
      sessions.delete(workerId);
    },
    current(workerId: number | undefined) {
      const session = workerId === undefined ? undefined : sessions.get(workerId);
      if (workerId === undefined || session === undefined) throw new Error('no call was started');
      return { workerId, session };
    },
  };
}
