/** The features of baseline pictures, computed once for each while their pack is loaded. */
import type { Baseline } from '../src/engine/baseline/compare';
import type { Engine } from '../src/engine/engine';
import type { BaselinePicture } from '../src/inspector/contract';
import { decodePicture } from './decode-picture';

export interface BaselineFeatures {
  /** The features of each picture by this pack. A picture that cannot be decoded any more is left out. */
  of(packId: string, pictures: readonly BaselinePicture[]): Promise<readonly Baseline[]>;
  /** After a pack was loaded: features of its earlier version are not comparable. */
  clear(): void;
}

/** The most pictures in the cache, 0.5 MB each: enough for an inspector who goes through ten assets repeatedly. */
const mostKept = 12;

/** No features yet. */
export function createBaselineFeatures(engine: Engine): BaselineFeatures {
  const kept = new Map<string, Baseline>();
  async function one(packId: string, { id, bytes }: BaselinePicture): Promise<Baseline | undefined> {
    const key = `${packId} ${id}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const decoded = await decodePicture(bytes, (original) => engine.leastSize(packId, original));
    if (!decoded.ok) return undefined;
    const features = await engine.extract({ packId, picture: decoded.value.picture });
    if (!features.ok) return undefined;
    const [oldest] = kept.keys();
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
    kept.set(key, { id, features: features.value });
    return kept.get(key);
  }
  return {
    async of(packId, pictures) {
      const found: Baseline[] = [];
      for (const picture of pictures) {
        const baseline = await one(packId, picture);
        if (baseline !== undefined) found.push(baseline);
      }
      return found;
    },
    clear: () => kept.clear(),
  };
}
