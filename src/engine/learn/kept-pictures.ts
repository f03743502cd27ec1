/**
 * What was measured for a learning that was refused or cancelled. The next one is usually the same without one correction: it need not look at every
 * picture again. A learning that succeeds frees it, and so does a worker that is dropped.
 */
import type { Features } from '../extract';
import type { UnpackedPack } from '../unpack';
import type { ComparedPicture } from './compared-picture';
import type { ExamplePicture } from './learning-terms';

/** By the id of the record, whose photo does not change. */
export interface KeptPictures {
  readonly features: Map<string, Features>;
  readonly compared: Map<string, ComparedPicture>;
}

/** By the pack that is to learn, as it is loaded. */
export type KeptByPack = WeakMap<UnpackedPack, KeptPictures>;

/** Of this pack; nothing at first. Frees what it does not need for the pictures with these ids. */
export function keptOf(byPack: KeptByPack, unpacked: UnpackedPack, ids: ReadonlySet<string>): KeptPictures {
  const { features, compared } = byPack.get(unpacked) ?? { features: [], compared: [] };
  const needed = ([id]: readonly [string, unknown]): boolean => ids.has(id);
  const kept = { features: new Map([...features].filter(needed)), compared: new Map([...compared].filter(needed)) };
  byPack.set(unpacked, kept);
  return kept;
}

/** The distances of the picture to the same pack and the same baselines; what people say of it may have changed. */
export function keptComparison({ compared }: KeptPictures, picture: ExamplePicture): ComparedPicture | undefined {
  const before = compared.get(picture.recordId);
  return before !== undefined && isSame(before.picture, picture) ? { ...before, picture } : undefined;
}

function isSame(a: ExamplePicture, b: ExamplePicture): boolean {
  const [ofA, ofB] = [a, b].map(({ features, baselines = [] }) => [
    features,
    ...baselines.map((each) => each.features),
  ]);
  return ofA?.length === ofB?.length && ofA?.every((features, at) => features === ofB?.[at]) === true;
}
