/** Runs the jobs of the worker one after another; reports their progress and cancels them. */
import type { CancelledFault, Checkpoint } from '../src/domain/operation';
import { fail, type Result } from '../src/domain/result';
import { createSemaphore } from '../src/domain/semaphore';
import type { ProgressPort } from '../src/inspector/contract';

export interface JobRunner {
  /** Progress is posted to `port` from now on. */
  reportTo(port: ProgressPort): void;
  /** Runs `work` after the jobs before it. A job that is cancelled while it waits is skipped. */
  run<Value, Fault>(
    jobId: string,
    work: (checkpoint: Checkpoint) => Promise<Result<Value, Fault>>,
  ): Promise<Result<Value, Fault | CancelledFault>>;
  /** Starts long `work` at once. Other jobs run at each of its checkpoints. */
  runBeside<Value, Fault>(
    jobId: string,
    work: (checkpoint: Checkpoint) => Promise<Result<Value, Fault>>,
  ): Promise<Result<Value, Fault>>;
  /** Does nothing if there is no such job any more. */
  cancel(jobId: string): void;
}

/** A runner without jobs. `nextTask` resolves after the messages that wait for this thread were handled. */
export function createJobRunner(nextTask: () => Promise<void> = nextMessageTask()): JobRunner {
  const semaphore = createSemaphore(1);
  const jobs = new Map<string, { isCancelled: boolean }>();
  let port: ProgressPort | undefined;

  async function watched<Outcome>(
    jobId: string,
    start: (job: { isCancelled: boolean }, checkpoint: Checkpoint) => Promise<Outcome>,
  ): Promise<Outcome> {
    const job = { isCancelled: false };
    jobs.set(jobId, job);
    const checkpoint: Checkpoint = async (progress) => {
      port?.postMessage({ jobId, ...progress });
      await nextTask();
      return !job.isCancelled;
    };
    try {
      return await start(job, checkpoint);
    } finally {
      if (jobs.get(jobId) === job) jobs.delete(jobId);
    }
  }

  return {
    reportTo: (opened) => (port = opened),
    run: <Value, Fault>(jobId: string, work: (checkpoint: Checkpoint) => Promise<Result<Value, Fault>>) =>
      watched(jobId, (job, checkpoint) =>
        semaphore.run<Result<Value, Fault | CancelledFault>>(() =>
          job.isCancelled ? fail({ kind: 'cancelled' }) : work(checkpoint),
        ),
      ),
    runBeside: (jobId, work) => watched(jobId, (_, checkpoint) => work(checkpoint)),
    cancel: (jobId) => {
      const job = jobs.get(jobId);
      if (job !== undefined) job.isCancelled = true;
    },
  };
}

/** A message to oneself: unlike a timer, it is not delayed to 4 ms after some turns. */
function nextMessageTask(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(undefined);
    });
}
