/** The page's handle to the inspector worker. */
import type { PictureLook } from '../domain/class-teaching';
import type { Remote } from 'comlink';
import type { InspectFault } from '../domain/inspection';
import type { LearningFault } from '../domain/learning-report';
import type { BackendPreference, LoadedPack } from '../domain/loaded-pack';
import type { NearestNormal } from '../domain/nearest-normal';
import { fail, type Result } from '../domain/result';
import type { TeachFault } from '../domain/teach-fault';
import type { TrainPoint } from '../domain/teach-report';
import type {
  InspectedPicture,
  InspectJob,
  InspectorApi,
  LearnedPack,
  LookJob,
  TaughtPack,
  TrainedPack,
  TrainJob,
} from './contract';
import { nearestIn, type NearestRequest } from './nearest-in';
import { learnIn, teachIn, type LearnRequest, type TeachRequest } from './teach-in';
import { lookIn, trainIn } from './train-in';
import type { Answer } from './worker-life';
import { createWorkerPool, type WorkerPool, type WorkerPoolDependencies } from './worker-pool';
import { loadJobId, type ProgressListener, type WorkerSession } from './worker-session';

export type { WorkerLimits } from './worker-pool';

export type InspectorClientDependencies = Omit<WorkerPoolDependencies, 'onReload'>;

/** How a call is made. */
export interface CallOptions {
  /** When the signal aborts, the call returns `cancelled` at once and its job is cancelled in the worker. */
  readonly signal?: AbortSignal | undefined;
  /** Called before each step of the job, and of the load that it waits for. */
  readonly onProgress?: ProgressListener | undefined;
  /** Many pictures wait: a second worker may inspect this one. */
  readonly isOneOfMany?: boolean | undefined;
}

interface TrainCallOptions extends CallOptions {
  /** Called for each point of the live curve. */
  readonly onPoint: (point: TrainPoint) => void;
}

export interface InspectorClient {
  /** Loads the pack into the worker unless it is loaded. */
  prepare(packId: string, options?: CallOptions): Promise<Result<LoadedPack, InspectFault>>;
  inspect(job: InspectJob, options?: CallOptions): Promise<Result<InspectedPicture, InspectFault>>;
  /** Makes a pack of pictures. Those that cannot be read are left out and named. */
  teach(request: TeachRequest, options?: CallOptions): Promise<Result<TaughtPack, TeachFault | InspectFault>>;
  /** Looks at a picture that teaches a class. */
  look(job: LookJob, options?: CallOptions): Promise<Result<PictureLook, TeachFault | InspectFault>>;
  /** Makes a classifier of pictures that were looked at. */
  train(job: TrainJob, options: TrainCallOptions): Promise<Result<TrainedPack, TeachFault | InspectFault>>;
  /** Makes the next version of a pack from corrections, for the caller to accept. */
  learn(request: LearnRequest, options?: CallOptions): Promise<Result<LearnedPack, LearningFault | InspectFault>>;
  /** The normal patch that a part of a stored picture is nearest to. */
  nearest(request: NearestRequest, options?: CallOptions): Promise<Result<NearestNormal | undefined, InspectFault>>;
  /** Calls what needs no loaded pack. */
  call<Value, Fault>(
    jobId: string,
    run: (remote: Remote<InspectorApi>) => Promise<Result<Value, Fault>>,
  ): Promise<Result<Value, Fault | InspectFault>>;
  /** Takes effect at the next load; packs loaded under the other preference are loaded again. */
  setBackendPreference(preference: BackendPreference): void;
  /** Packs have changed: those that are loaded are not used for new calls. Calls in progress are finished. */
  renew(): void;
  /** Ends every worker. */
  close(): void;
}

/** A client without a worker: the first call starts one. */
export function createInspectorClient(dependencies: InspectorClientDependencies): InspectorClient {
  const pool = createWorkerPool({ ...dependencies, onReload: (packId) => void client.prepare(packId) });
  const caller: Caller = { pool, dependencies };
  const client: InspectorClient = {
    prepare: (packId, options = {}) =>
      callWorker({ packId, jobIds: [loadJobId(packId)], options }, caller, ({ session }) => session.load(packId)),
    inspect: (job, options = {}) => {
      const jobIds = [job.jobId, loadJobId(job.packId)] as const;
      return callWorker({ packId: job.packId, jobIds, options }, caller, (used) =>
        inspectIn(used, job, pool, options.signal),
      );
    },
    teach: (request, options = {}) => {
      const { jobId, packId } = request;
      const jobIds = [jobId, loadJobId(packId)] as const;
      return callWorker<TaughtPack, TeachFault>({ packId, jobIds, options }, caller, ({ session }) =>
        teachIn(session, request, options.signal),
      );
    },
    look: (job, options = {}) => {
      const jobIds = [job.jobId, loadJobId(job.packId)] as const;
      return callWorker<PictureLook, TeachFault>({ packId: job.packId, jobIds, options }, caller, (used) =>
        lookIn(used.session, job, options.signal),
      );
    },
    train: (job, options) => {
      const jobIds = [job.jobId, loadJobId(job.packId)] as const;
      const { signal, onPoint } = options;
      return callWorker<TrainedPack, TeachFault>({ packId: job.packId, jobIds, options }, caller, ({ session }) =>
        trainIn(session, job, { signal, onPoint }),
      );
    },
    learn: (request, options = {}) => {
      const { jobId, packId } = request;
      const jobIds = [jobId, loadJobId(packId)] as const;
      return callWorker<LearnedPack, LearningFault>({ packId, jobIds, options }, caller, ({ session }) =>
        learnIn(session, request, options.signal),
      );
    },
    nearest: (request, options = {}) => {
      const jobIds = [request.jobId, loadJobId(request.packId)] as const;
      return callWorker<NearestNormal | undefined>({ packId: request.packId, jobIds, options }, caller, ({ session }) =>
        nearestIn(session, request, options.signal),
      );
    },
    call: <Value, Fault>(jobId: string, run: (remote: Remote<InspectorApi>) => Promise<Result<Value, Fault>>) =>
      callWorker<Value, Fault>({ packId: jobId, jobIds: [jobId], options: {} }, caller, async ({ session }) =>
        resultOf<Value, Fault | InspectFault>(await session.call(run)),
      ),
    setBackendPreference: (preference) => pool.dispatch({ kind: 'backend-preferred', preference }),
    renew: () => pool.dispatch({ kind: 'packs-changed' }),
    close: () => pool.dispatch({ kind: 'closed' }),
  };
  return client;
}

interface Caller {
  readonly pool: WorkerPool;
  readonly dependencies: InspectorClientDependencies;
}

interface Call {
  readonly packId: string;
  /** The job itself, then the load that it waits for. */
  readonly jobIds: readonly [string, ...string[]];
  readonly options: CallOptions;
}

interface UsedWorker {
  readonly workerId: number;
  readonly session: WorkerSession;
}

/** Runs `work` in the current worker, which is not retired with this call in progress. */
function callWorker<Value, Fault = never>(
  { packId, jobIds, options: { signal, onProgress } }: Call,
  { pool, dependencies: { schedule, limits } }: Caller,
  work: (used: UsedWorker) => Promise<Result<Value, Fault | InspectFault>>,
): Promise<Result<Value, Fault | InspectFault>> {
  if (signal?.aborted === true) return Promise.resolve(fail({ kind: 'cancelled' }));
  pool.dispatch({ kind: 'call-started', packId });
  const used = pool.current();
  const { session, workerId } = used;
  const stopListening = onProgress && session.listen(jobIds, onProgress);
  const result = work(used).finally(() => {
    stopListening?.();
    pool.dispatch({ kind: 'call-ended', workerId });
  });
  return untilAborted(result, signal, (isSettled) => {
    stopListening?.();
    if (!isSharedLoad(jobIds[0], workerId, pool)) session.cancel(jobIds[0]);
    schedule(() => isSettled() || pool.dispatch({ kind: 'cancel-overdue', workerId }), limits.cancelGraceMs);
  });
}

/** Other calls may wait for the same load; a picture has one caller. */
function isSharedLoad(jobId: string, workerId: number, pool: WorkerPool): boolean {
  const worker = pool.state().workers.find(({ id }) => id === workerId);
  return jobId.startsWith(loadJobId('')) && worker !== undefined && worker.calls > 1;
}

async function inspectIn(
  { session, workerId }: UsedWorker,
  job: InspectJob,
  pool: WorkerPool,
  signal: AbortSignal | undefined,
): Promise<Result<InspectedPicture, InspectFault>> {
  const loaded = await session.load(job.packId);
  if (!loaded.ok) return loaded;
  if (signal?.aborted === true) return fail({ kind: 'cancelled' });
  const answer = await session.inspect(job);
  if (answer.kind === 'answered') pool.dispatch({ kind: 'picture-answered', workerId });
  const result = resultOf(answer);
  if (hasLostGpu(result, loaded.value)) pool.dispatch({ kind: 'backend-preferred', preference: 'wasm' });
  return result;
}

function resultOf<Value, Fault>(answer: Answer<Result<Value, Fault>>): Result<Value, Fault | InspectFault> {
  return answer.kind === 'answered' ? answer.value : fail({ kind: 'worker-lost', detail: answer.detail });
}

/** After the GPU device is lost, every further run fails (gpuweb #5291). */
function hasLostGpu(result: Result<unknown, InspectFault>, { backend }: LoadedPack): boolean {
  return !result.ok && result.fault.kind === 'network-failed' && backend.backend === 'webgpu';
}

/** `work`, or `cancelled` as soon as the signal aborts; `onAbort` can ask whether the work has settled since. */
function untilAborted<Value, Fault>(
  work: Promise<Result<Value, Fault | InspectFault>>,
  signal: AbortSignal | undefined,
  onAbort: (isSettled: () => boolean) => void,
): Promise<Result<Value, Fault | InspectFault>> {
  if (signal === undefined) return work;
  let isSettled = false;
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      resolve(fail({ kind: 'cancelled' }));
      onAbort(() => isSettled);
    };
    signal.addEventListener('abort', abort, { once: true });
    void work.then(resolve, reject).finally(() => {
      isSettled = true;
      signal.removeEventListener('abort', abort);
    });
  });
}
