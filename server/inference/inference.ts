/** Inspection in the server: a pool of threads, each with its own engine, with bounded admission. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import { installationDir } from '../../node-host/installation';
import type { InspectFault } from '../../src/domain/inspection';
import { fail, succeed, type Result } from '../../src/domain/result';
import type { Log } from '../http/log';
import { createInferenceQueue, type InferenceQueue } from './inference-queue';
import type { BaselineFault, InspectAnswer, Inspected, InspectJob, WorkerSetup } from './inference-job';

/** Options of the pool. */
export interface InferencePlan {
  readonly setup: WorkerSetup;
  /** Number of threads; the number of cores by default. */
  readonly workers?: number;
  /** Requests that may wait in addition to the running ones. */
  readonly queueLimit: number;
  /** If a picture takes longer, its thread is terminated. */
  readonly limitMs: number;
  readonly log: Log;
  /** The thread's module; replaced in tests of failures. */
  readonly workerFile?: string;
}

/** Why a picture has no verdict. */
export type InferenceFault = InspectFault | BaselineFault | { readonly kind: 'out-of-time'; readonly limitMs: number };

/** The limit of requests in progress is reached. */
export interface Busy {
  readonly kind: 'busy';
  readonly retryAfterS: number;
}

/** Inspects one picture of an admitted request. The bytes are copied. */
export type Inspect = (job: InspectJob) => Promise<Result<Inspected, InferenceFault>>;

/** Whether pictures can be inspected. */
type InferenceState = 'starting' | 'ready' | 'unusable';

/** The pool. */
export interface Inference {
  /** Admits the request and calls `use` with the function to inspect. The permit is released when `use` ends. */
  withPlace<Value>(use: (inspect: Inspect) => Promise<Value>): Promise<Result<Value, Busy>>;
  state(): InferenceState;
  /** Requests in progress. */
  inside(): number;
  /** Resolves when the packs are open, or cannot be. */
  readonly started: Promise<void>;
  /** Refuses new requests, waits for those in progress, ends the threads. */
  close(): Promise<void>;
}

/** Starts the threads; they open the packs meanwhile. */
export function openInference(plan: InferencePlan): Inference {
  const workers = plan.workers ?? availableParallelism();
  const pool = startPool(plan, workers);
  const queue = createInferenceQueue({ places: workers + plan.queueLimit, workers, now: () => performance.now() });
  const life: { state: InferenceState; isClosing: boolean } = { state: 'starting', isClosing: false };
  const started = askState(pool, plan).then((state) => {
    life.state = state;
  });
  const inspect: Inspect = (job) =>
    queue.atWorker(async () => {
      // The time limit of a picture starts when a thread is ready for it.
      await started;
      return runJob(pool, job, plan);
    });
  return {
    withPlace: (use) => (life.isClosing ? Promise.resolve(fail(closingFault)) : withPlace(queue, () => use(inspect))),
    state: () => life.state,
    inside: queue.active,
    started,
    close: async () => {
      life.isClosing = true;
      await queue.idle();
      await pool.destroy();
    },
  };
}

/** Another copy of the server can answer. */
const closingFault: Busy = { kind: 'busy', retryAfterS: 5 };

/** The bundle of `inspect-picture.ts`: a thread starts without a TypeScript loader. */
const bundledWorker = join(installationDir, 'build/inspect-worker.mjs');

type InspectingPool = Piscina<InspectJob, InspectAnswer>;

function startPool({ setup, workerFile }: InferencePlan, workers: number): InspectingPool {
  const file = workerFile ?? bundledWorker;
  return new Piscina<InspectJob, InspectAnswer>({
    filename: file,
    name: 'inspectPicture',
    minThreads: workers,
    maxThreads: workers,
    // A thread that waits inside `Atomics.wait` cannot finish what the decoder left to its own threads.
    atomics: 'disabled',
    workerData: setup,
  });
}

async function withPlace<Value>(queue: InferenceQueue, use: () => Promise<Value>): Promise<Result<Value, Busy>> {
  const place = queue.enter();
  if (place.kind === 'full') return fail({ kind: 'busy', retryAfterS: place.retryAfterS });
  try {
    return succeed(await use());
  } finally {
    place.leave();
  }
}

/** Sends a copy: posting a view would transfer its whole buffer. */
async function runJob(pool: InspectingPool, job: InspectJob, { limitMs, log }: InferencePlan) {
  const bytes = new Uint8Array(job.bytes);
  const giveUp = AbortSignal.timeout(limitMs);
  try {
    return await pool.run({ ...job, bytes }, { signal: giveUp });
  } catch (error) {
    if (giveUp.aborted) {
      log.warn({ limitMs, bytes: job.bytes.length }, 'a picture took too long; its thread was ended');
      return fail({ kind: 'out-of-time', limitMs } as const);
    }
    const detail = error instanceof Error ? error.message : String(error);
    log.error({ error: detail }, 'an inspecting thread was lost; another one takes its place');
    return fail({ kind: 'worker-lost', detail } as const);
  }
}

/** Probes with an empty file: the pack is checked before the picture. */
async function askState(pool: InspectingPool, { setup, log }: InferencePlan): Promise<InferenceState> {
  const probe = { bytes: new Uint8Array(), limit: 0.5, views: { kind: 'none' } } as const;
  try {
    const answers = await Promise.all(setup.packIds.map((packId) => pool.run({ ...probe, packId })));
    const faults = answers.flatMap((answer) => (answer.ok || answer.fault.kind === 'empty-file' ? [] : [answer.fault]));
    for (const fault of faults) log.error({ error: JSON.stringify(fault) }, 'a pack cannot be used');
    return faults.length === 0 ? 'ready' : 'unusable';
  } catch (error) {
    log.error(
      { error: error instanceof Error ? error.message : String(error) },
      'no inspecting thread could be started',
    );
    return 'unusable';
  }
}
