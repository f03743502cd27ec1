/** Runs trainings in a separate thread, so that requests with pictures keep theirs. The thread exists only while it works. */
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { BroadcastChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { installationDir } from '../../node-host/installation';
import { fail, type Result } from '../../src/domain/result';
import type { TrainAnswer, TrainFailure, TrainJob, TrainMessage, TrainedHead } from './train-messages';

/** Why a training ended without an answer of its thread. */
type LostThread =
  | { readonly kind: 'out-of-time'; readonly limitMs: number }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'worker-lost'; readonly detail: string };

export type TrainerFault = TrainFailure | LostThread;

/** What one run needs besides its job. */
interface TrainRun {
  readonly limitMs: number;
  /** Ends the thread in the middle. */
  readonly signal: AbortSignal;
  readonly onMessage: (message: TrainMessage) => void;
}

/** The training thread. */
export interface Trainer {
  train(job: Omit<TrainJob, 'channel'>, run: TrainRun): Promise<Result<TrainedHead, TrainerFault>>;
  close(): Promise<void>;
}

const bundledWorker = join(installationDir, 'build/train-worker.mjs');

/** `workerFile` is replaced in tests of failures. */
export function openTrainer(workerFile = bundledWorker): Trainer {
  const pool = new Piscina<TrainJob, TrainAnswer>({
    filename: workerFile,
    name: 'trainPictures',
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 1000,
    // A thread that waits inside `Atomics.wait` cannot finish what the decoder left to its own threads.
    atomics: 'disabled',
  });
  return { train: (job, run) => runJob(pool, job, run), close: () => pool.destroy() };
}

async function runJob(
  pool: Piscina<TrainJob, TrainAnswer>,
  job: Omit<TrainJob, 'channel'>,
  { limitMs, signal, onMessage }: TrainRun,
): Promise<Result<TrainedHead, TrainerFault>> {
  const channel = randomUUID();
  const messages = new BroadcastChannel(channel);
  messages.onmessage = ({ data }: { readonly data: TrainMessage }) => onMessage(data);
  const giveUp = AbortSignal.timeout(limitMs);
  try {
    const { result, found } = await pool.run({ ...job, channel }, { signal: AbortSignal.any([giveUp, signal]) });
    found.forEach(onMessage);
    return result;
  } catch (error) {
    if (signal.aborted) return fail({ kind: 'interrupted' });
    if (giveUp.aborted) return fail({ kind: 'out-of-time', limitMs });
    return fail({ kind: 'worker-lost', detail: error instanceof Error ? error.message : String(error) });
  } finally {
    messages.close();
  }
}
