/** The inspector worker: exposes the engine of this browser to the page. */
import { expose } from 'comlink';
import { createInspectorApi } from './inspector-api';
import { createWorkerEngine, workerHost } from './worker-engine';

declare const self: DedicatedWorkerGlobalScope;

/**
 * [Note: the liveness lock] The browser reports nothing when it ends a worker: no event is sent, and calls stay pending for ever.
 * The worker therefore holds a Web Lock with its unique name while it lives. The page requests the same lock and gets it when
 * the worker has ended.
 */
async function holdLivenessLock(): Promise<void> {
  if (self.name === '' || !('locks' in navigator)) return;
  await navigator.locks.request(self.name, () => new Promise<never>(() => undefined));
}

void holdLivenessLock();
expose(createInspectorApi(createWorkerEngine(), workerHost));
