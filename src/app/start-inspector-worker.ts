import type { StartedWorker } from '../inspector/worker-life';
import { newId } from '../platform/ids';
import { lifeLockReleased } from '../platform/life-lock';

/** Starts the inspector worker under a name of its own, which is also that of its life lock. */
export function startInspectorWorker(): StartedWorker {
  const name = `inspector-${newId()}`;
  const port = new Worker(new URL('../../workers/inspector.worker.ts', import.meta.url), { type: 'module', name });
  return { port, gone: () => lifeLockReleased(name) };
}
