/** What runs the network of a teaching. */
import type { Engine } from '../src/engine/engine';

export const teachingRuntimes = ['auto', 'app', 'native'] as const;

export type TeachingRuntime = (typeof teachingRuntimes)[number];

/** `isTooMany`: more pictures than the app can teach. With `auto` the runtime is then the native one: the result need not equal that of the app. */
export async function teachingEngine(runtime: TeachingRuntime, isTooMany = false): Promise<Engine> {
  const isNative = runtime === 'native' || (runtime === 'auto' && isTooMany);
  if (!isNative) return (await import('../node-host/app-engine')).createAppEngine();
  return (await import('../node-host/node-engine')).createNodeEngine();
}
