/** Disjoint sets of the numbers from 0 to `count` - 1. */
import { outOfRange } from './out-of-range';

export interface UnionFind {
  /** Puts the sets of both numbers together. */
  readonly join: (one: number, other: number) => void;
  /** The least number of the set. */
  readonly find: (each: number) => number;
}

/** Each number in a set by itself. */
export function createUnionFind(count: number): UnionFind {
  const parents = Int32Array.from({ length: count }, (_, at) => at);
  function find(each: number): number {
    let root = each;
    while (parents[root] !== root) root = parents[root] ?? outOfRange();
    for (let at = each; at !== root;) {
      const next = parents[at] ?? outOfRange();
      parents[at] = root;
      at = next;
    }
    return root;
  }
  return {
    find,
    join(one, other) {
      const [first, second] = [find(one), find(other)];
      parents[Math.max(first, second)] = Math.min(first, second);
    },
  };
}

/** The sets of at least two numbers, each in rising order, in the order of their least numbers. */
export function setsOf(count: number, { find }: UnionFind): readonly (readonly number[])[] {
  const sets = new Map<number, number[]>();
  for (let at = 0; at < count; at++) {
    const root = find(at);
    const known = sets.get(root);
    if (known === undefined) sets.set(root, [at]);
    else known.push(at);
  }
  return [...sets.values()].filter(({ length }) => length > 1);
}
