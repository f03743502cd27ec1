import { expose } from 'comlink';
import type { InspectorApi } from '../../src/inspector/contract';
import type { StartedWorker } from '../../src/inspector/worker-life';

/** A worker that is only a message channel: it runs `api`, and ends when the test decides. */
export interface FakeWorker {
  readonly started: StartedWorker;
  readonly isTerminated: () => boolean;
  /** The browser reports an error of the worker. */
  fail(message: string): void;
  /** The browser ends the worker without an error event; only its lock is released. */
  vanish(): void;
}

/** Starts a fake worker that answers with `api`. */
export function startFakeWorker(api: InspectorApi): FakeWorker {
  const { port1, port2 } = new MessageChannel();
  let isTerminated = false;
  let vanish = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    vanish = resolve;
  });
  expose(api, port2);
  port2.start();
  port1.start();
  const terminate = (): void => {
    isTerminated = true;
    port1.close();
    port2.close();
  };
  return {
    started: { port: Object.assign(port1, { terminate }), gone: () => gone },
    isTerminated: () => isTerminated,
    fail: (message) => port1.dispatchEvent(Object.assign(new Event('error'), { message })),
    vanish,
  };
}
