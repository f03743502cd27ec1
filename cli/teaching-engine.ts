/** What runs the network of a teaching. */
import type { Engine } from '../src/engine/engine';
import { mostPicturesOf, type Teaching } from '../src/domain/teaching';

export const teachingRuntimes = ['auto', 'app', 'native'] as const;

export type TeachingRuntime = (typeof teachingRuntimes)[number];

/** With `auto` the runtime of the app, unless the app could not teach so many pictures: then there is no pack of the app to equal. */
export async function teachingEngine(
  runtime: TeachingRuntime,
  { kind, pictures }: Pick<Teaching, 'kind'> & { readonly pictures: number },
): Promise<Engine> {
  const isNative = runtime === 'native' || (runtime === 'auto' && pictures > mostPicturesOf({ kind }));
  if (!isNative) return (await import('../node-host/app-engine')).createAppEngine();
  return (await import('../node-host/node-engine')).createNodeEngine();
}
