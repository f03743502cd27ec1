/**
 * Seeded pseudo-random numbers: the same seed gives the same numbers in every host and in `training/trainer/seeded_random.py`.
 * Mulberry32 (Tommy Ettinger, public domain): 32 bits of state. For drawing and shuffling, not for secrets.
 */
import { outOfRange } from './out-of-range';

/** Returns numbers from 0 to below 1, each a multiple of 2⁻³². */
export type Random = () => number;

/** A new generator. Of `seed`, the lowest 32 bits count. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 to below `count`: one number of the generator, multiplied and rounded down. */
export function integerBelow(random: Random, count: number): number {
  return Math.floor(random() * count);
}

/** A copy in random order (Fisher and Yates, from the last element to the second). */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = integerBelow(random, last + 1);
    const held = copy[last] ?? outOfRange();
    copy[last] = copy[other] ?? outOfRange();
    copy[other] = held;
  }
  return copy;
}
