/**
 * One worker from its start to its end. Comlink is transport, not safety: a call to a worker that then dies stays pending
 * for ever. So every call is raced with the worker's end.
 */
import { wrap, type Remote } from 'comlink';
import type { InspectorApi } from './contract';

/** The part of `Worker` that is used; a test gives a fake. */
type WorkerPort = Pick<Worker, 'postMessage' | 'addEventListener' | 'removeEventListener' | 'terminate'>;

/** A started worker. `gone` settles when the browser says it is no more; asked only after the worker's first answer. */
export interface StartedWorker {
  readonly port: WorkerPort;
  gone(): Promise<void>;
}

/** Runs `run` once after `afterMs`, unless the returned undo is called before. */
export type Schedule = (run: () => void, afterMs: number) => () => void;

/** What a call came to. */
export type Answer<Value> =
  { readonly kind: 'answered'; readonly value: Value } | { readonly kind: 'lost'; readonly detail: string };

/** A worker that runs. */
export interface WorkerLife {
  call<Value>(run: (remote: Remote<InspectorApi>) => Promise<Value>): Promise<Answer<Value>>;
  /** Ends the worker; pending calls are answered with `lost`. `onLost` is not called. */
  end(detail: string): void;
}

/** What a life is made of. After `silenceMs` without any answer to a pending call the worker counts as lost. */
export interface WorkerLifeParts {
  readonly started: StartedWorker;
  readonly schedule: Schedule;
  readonly silenceMs: number;
  readonly onLost: (detail: string) => void;
}

/** Watches over a started worker. */
export function watchWorker({ started, schedule, silenceMs, onLost }: WorkerLifeParts): WorkerLife {
  const remote = wrap<InspectorApi>(started.port);
  const { ended, settle, isEnded } = endOf(started.port);
  let pending = 0;
  let hasAnswered = false;
  let stopWaiting = (): void => undefined;

  function end(detail: string): void {
    stopWaiting();
    settle(detail);
  }
  function lose(detail: string): void {
    if (isEnded()) return;
    end(detail);
    onLost(detail);
  }
  function listenForSilence(): void {
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

  return {
    async call(run) {
      pending += 1;
      listenForSilence();
      const answer = await Promise.race([answerOf(run(remote), lose), ended]);
      if (answer.kind === 'answered') noteAnswer();
      pending -= 1;
      listenForSilence();
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

/** A call that the worker rejects has met a bug, and nobody knows in what state it left the worker: it is ended. */
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
