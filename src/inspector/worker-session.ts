/** One started worker, and the packs that are loaded in it. */
import { transfer } from 'comlink';
import type { PictureLook } from '../domain/class-teaching';
import type { InspectFault } from '../domain/inspection';
import type { BackendPreference, LoadedPack, PackBytes } from '../domain/loaded-pack';
import type { LearningFault } from '../domain/learning-report';
import type { LoadFault } from '../domain/operation';
import { fail, type Result } from '../domain/result';
import type { TeachFault } from '../domain/teach-fault';
import type {
  InspectedPicture,
  InspectJob,
  JobProgress,
  LearnedPack,
  LearnJob,
  LookJob,
  ReadPicture,
  ReportPoint,
  TaughtPack,
  TeachJob,
  TrainedPack,
  TrainJob,
} from './contract';
import { watchWorker, type Answer, type Schedule, type StartedWorker, type WorkerLife } from './worker-life';

export type ProgressListener = (progress: JobProgress) => void;

/** Returns fresh buffers at each call, because they are transferred; `undefined` if the pack is not on the device. */
export type ReadPack = (packId: string) => Promise<PackBytes | undefined>;

export interface WorkerSession {
  /** Loads the pack, or returns the load that is in progress or done. A failure is forgotten: the next call tries again. */
  load(packId: string): Promise<Result<LoadedPack, InspectFault>>;
  inspect(job: InspectJob): Promise<Answer<Result<InspectedPicture, InspectFault>>>;
  teach(job: TeachJob, readPicture: ReadPicture): Promise<Answer<Result<TaughtPack, TeachFault | InspectFault>>>;
  look(job: LookJob): Promise<Answer<Result<PictureLook, TeachFault | InspectFault>>>;
  train(job: TrainJob, onPoint: ReportPoint): Promise<Answer<Result<TrainedPack, TeachFault | InspectFault>>>;
  learn(job: LearnJob, readPhoto: ReadPicture): Promise<Answer<Result<LearnedPack, LearningFault | InspectFault>>>;
  /** Calls what needs no loaded pack. */
  call: WorkerLife['call'];
  /** Cancels a picture or a load. The next call with that pack loads it again. */
  cancel(jobId: string): void;
  /** Calls `listener` for the progress of these jobs until the returned function is called. */
  listen(jobIds: readonly string[], listener: ProgressListener): () => void;
  /** Ends the worker. Calls in progress are answered with `worker-lost`. */
  end(detail: string): void;
}

export interface WorkerSessionDependencies {
  readonly started: StartedWorker;
  readonly readPack: ReadPack;
  readonly schedule: Schedule;
  readonly silenceMs: number;
  readonly preference: BackendPreference;
  readonly onLost: () => void;
  /** The worker begins (+1) or ends (−1) to load a pack. */
  readonly onLoads: (change: 1 | -1) => void;
}

/** The job under which a pack is loaded. A worker loads a pack once at a time. */
export function loadJobId(packId: string): string {
  return `load:${packId}`;
}

/** A session with a worker that was just started; nothing is loaded. */
export function createWorkerSession(dependencies: WorkerSessionDependencies): WorkerSession {
  const { started, schedule, silenceMs, onLost } = dependencies;
  const listeners = new Set<ProgressListener>();
  const onProgress = (progress: JobProgress): void => listeners.forEach((listener) => listener(progress));
  const life = watchWorker({ started, schedule, silenceMs, onLost, onProgress });
  const loads = new Map<string, Promise<Result<LoadedPack, InspectFault>>>();
  return {
    load(packId) {
      const jobId = loadJobId(packId);
      const known = loads.get(jobId);
      if (known !== undefined) return known;
      const loading = load(packId);
      loads.set(jobId, loading);
      void loading.then(({ ok }) => ok || loads.get(jobId) !== loading || loads.delete(jobId));
      return loading;
    },
    inspect: (job) =>
      life.call<Result<InspectedPicture, InspectFault>>((remote) => remote.inspect(transfer(job, buffersOf(job)))),
    teach: (job, readPicture) =>
      life.call<Result<TaughtPack, TeachFault | InspectFault>>((remote) => remote.teach(job, readPicture)),
    look: (job) =>
      life.call<Result<PictureLook, TeachFault | InspectFault>>((remote) => remote.look(transfer(job, [job.bytes]))),
    train: (job, onPoint) =>
      life.call<Result<TrainedPack, TeachFault | InspectFault>>((remote) => remote.train(job, onPoint)),
    learn: (job, readPhoto) =>
      life.call<Result<LearnedPack, LearningFault | InspectFault>>((remote) => remote.learn(job, readPhoto)),
    call: (run) => life.call(run),
    cancel(jobId) {
      loads.delete(jobId);
      void life.call((remote) => remote.cancel(jobId));
    },
    listen(jobIds, listener) {
      const filtered: ProgressListener = (progress) => jobIds.includes(progress.jobId) && listener(progress);
      listeners.add(filtered);
      return () => listeners.delete(filtered);
    },
    end: (detail) => life.end(detail),
  };

  async function load(packId: string): Promise<Result<LoadedPack, InspectFault>> {
    const bytes = await dependencies.readPack(packId);
    if (bytes === undefined) return fail({ kind: 'pack-not-loaded', packId });
    const job = { jobId: loadJobId(packId), bytes, preference: dependencies.preference };
    const buffers = [bytes.manifest, ...Object.values(bytes.files)];
    dependencies.onLoads(1);
    const answer = await life.call<Result<LoadedPack, LoadFault>>((remote) => remote.load(transfer(job, buffers)));
    dependencies.onLoads(-1);
    if (answer.kind === 'lost') return fail({ kind: 'worker-lost', detail: answer.detail });
    return answer.value.ok ? answer.value : fail(asInspectFault(answer.value.fault));
  }
}

function asInspectFault(fault: LoadFault): InspectFault {
  return fault.kind === 'cancelled' ? fault : { kind: 'pack-fault', fault };
}

/** The buffers of a job that move to the worker. */
function buffersOf({ bytes, baselines = [] }: InspectJob): ArrayBuffer[] {
  return [bytes, ...baselines.map((baseline) => baseline.bytes)];
}
