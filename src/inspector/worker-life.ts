/**
 * One worker from its start to its end. With Comlink, a call to a worker that then dies stays pending for
 * ever. So every call is raced with the end of the worker.
 */
import { transfer, wrap, type Remote } from 'comlink';
import type { InspectorApi, JobProgress } from './contract';

/** The part of `Worker` that is used; a test provides a fake. */
type WorkerPort = Pick<Worker, 'postMessage' | 'addEventListener' | 'removeEventListener' | 'terminate'>;

export interface StartedWorker {
  readonly port: WorkerPort;
  /** Settles when the browser has ended the worker. Called only after the worker's first answer. */
  gone(): Promise<void>;
}

/** Runs `run` once after `afterMs`, unless the returned function is called before. */
export type Schedule = (run: () => void, afterMs: number) => () => void;

/** The outcome of a call. */
export type Answer<Value> =
  { readonly kind: 'answered'; readonly value: Value } | { readonly kind: 'lost'; readonly detail: string };

export interface WorkerLife {
  call<Value>(run: (remote: Remote<InspectorApi>) => Promise<Value>): Promise<Answer<Value>>;
  /** Ends the worker; pending calls are answered with `lost`. `onLost` is not called. */
  end(detail: string): void;
}

export interface WorkerLifeDependencies {
  readonly started: StartedWorker;
  readonly schedule: Schedule;
  /** While calls are pending, a worker that neither answers nor reports progress for this time counts as lost. */
  readonly silenceMs: number;
  readonly onLost: (detail: string) => void;
  readonly onProgress: (progress: JobProgress) => void;
}

/** Watches a started worker until it ends. */
export function watchWorker({ started, schedule, silenceMs, onLost, onProgress }: WorkerLifeDependencies): WorkerLife {
  const remote = wrap<InspectorApi>(started.port);
  const progress = new MessageChannel();
  const { ended, settle, isEnded } = endOf(started.port);
  let pending = 0;
  let hasAnswered = false;
  let stopWaiting = (): void => undefined;

  function end(detail: string): void {
    stopWaiting();
    progress.port1.close();
    settle(detail);
  }
  function lose(detail: string): void {
    if (isEnded()) return;
    end(detail);
    onLost(detail);
  }
  function waitForSignOfLife(): void {
    stopWaiting();
    if (pending === 0 || isEnded()) return;
    stopWaiting = schedule(() => lose(`no answer for ${silenceMs} ms`), silenceMs);
  }
  function noteAnswer(): void {
    if (hasAnswered) return;
    hasAnswered = true;
    void started.gone().then(() => lose('the browser ended the worker'));
  }
  started.port.addEventListener('error', (event) => lose(errorText(event)));
  started.port.addEventListener('messageerror', () => lose('a message could not be read'));
  progress.port1.onmessage = ({ data }: MessageEvent<JobProgress>) => {
    if (isEnded()) return;
    waitForSignOfLife();
    onProgress(data);
  };
  void answerOf(remote.reportProgress(transfer(progress.port2, [progress.port2])), lose);

  return {
    async call(run) {
      pending += 1;
      waitForSignOfLife();
      const answer = await Promise.race([answerOf(run(remote), lose), ended]);
      if (answer.kind === 'answered') noteAnswer();
      pending -= 1;
      waitForSignOfLife();
      return answer;
    },
    end,
  };
}

/** The end of the worker as a promise that settles once. */
function endOf(port: WorkerPort) {
  let hasEnded = false;
  let report: (lost: Answer<never>) => void;
  const ended = new Promise<Answer<never>>((resolve) => {
    report = resolve;
  });
  return {
    ended,
    isEnded: () => hasEnded,
    settle: (detail: string): void => {
      if (hasEnded) return;
      hasEnded = true;
      port.terminate();
      report({ kind: 'lost', detail });
    },
  };
}

/** A rejected call is a bug in the worker, whose state is unknown from then on: the worker is ended. */
async function answerOf<Value>(call: Promise<Value>, lose: (detail: string) => void): Promise<Answer<Value>> {
  try {
    return { kind: 'answered', value: await call };
  } catch (error) {
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    lose(detail);
    return { kind: 'lost', detail };
  }
}

function errorText(event: Event): string {
  return 'message' in event && typeof event.message === 'string' ? event.message : 'the worker could not start';
}
