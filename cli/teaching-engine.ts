/** What runs the network of a teaching. */
import type { Engine } from '../src/engine/engine';
import { mostPicturesOf, type Teaching } from '../src/domain/teaching';

export const teachingRuntimes = ['auto', 'app', 'native'] as const;

export type TeachingRuntime = (typeof teachingRuntimes)[number];

/** With `auto` the runtime of the app, unless there are more pictures than the app can teach: then the result need not equal that of the app. */
export async function teachingEngine(
  runtime: TeachingRuntime,
  { kind, pictures }: Pick<Teaching, 'kind'> & { readonly pictures: number },
): Promise<Engine> {
  const isNative = runtime === 'native' || (runtime === 'auto' && pictures > mostPicturesOf({ kind }));
  if (!isNative) return (await import('../node-host/app-engine')).createAppEngine();
  return (await import('../node-host/node-engine')).createNodeEngine();
}
