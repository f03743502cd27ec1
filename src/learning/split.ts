/** Seeded, stratified parts of labelled pictures; pictures of one group stay in one part. */
import { outOfRange } from '../math/out-of-range';
import { seededRandom, shuffled } from '../math/seeded-random';

export interface SplitPlan {
  /** Share of the pictures for each part; they sum to 1. */
  readonly shares: readonly number[];
  readonly seed: number;
}

/**
 * The part of each picture. Whole groups are assigned, the largest first and those of one size in random order, each to the part that
 * lacks most of its label (the label of its first picture); of equals to the first part.
 */
export function assignParts(
  labels: ArrayLike<number>,
  groups: readonly number[],
  { shares, seed }: SplitPlan,
): readonly number[] {
  const members = membersOf(groups);
  const ordered = shuffled([...members.values()], seededRandom(seed)).sort((one, other) => other.length - one.length);
  const wanted = wantedOf(labels, shares);
  const parts = groups.map(() => 0);
  for (const group of ordered) {
    const lacking = wanted.get(labels[group[0] ?? outOfRange()] ?? outOfRange()) ?? outOfRange();
    const part = lacking.indexOf(Math.max(...lacking));
    lacking[part] = (lacking[part] ?? outOfRange()) - group.length;
    for (const at of group) parts[at] = part;
  }
  return parts;
}

/** The pictures of each group, in the order in which the groups first occur. */
function membersOf(groups: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const members = new Map<number, number[]>();
  groups.forEach((group, at) => {
    const known = members.get(group);
    if (known === undefined) members.set(group, [at]);
    else known.push(at);
  });
  return members;
}

/** By label, how many pictures each part should have. */
function wantedOf(labels: ArrayLike<number>, shares: readonly number[]): ReadonlyMap<number, number[]> {
  const counts = new Map<number, number>();
  for (const label of Array.from(labels)) counts.set(label, 1 + (counts.get(label) ?? nothing));
  return new Map([...counts].map(([label, count]) => [label, shares.map((share) => share * count)]));
}

/** A label that has not occurred yet. */
const nothing = 0;

/**
 * Groups of pictures: those of one group in `suggested` that also have one label. A class of which all pictures would be in one group is
 * not grouped: it could not be judged on pictures left out.
 */
export function usableGroups(labels: ArrayLike<number>, suggested: readonly number[]): readonly number[] {
  const keys = suggested.map((group, at) => `${group} ${labels[at] ?? outOfRange()}`);
  const groupsOfLabel = new Map<number, Set<string>>();
  keys.forEach((key, at) => {
    const label = labels[at] ?? outOfRange();
    groupsOfLabel.set(label, (groupsOfLabel.get(label) ?? new Set()).add(key));
  });
  const numbers = new Map<string, number>();
  return keys.map((key, at) => {
    const isSingle = groupsOfLabel.get(labels[at] ?? outOfRange())?.size === 1;
    return numberOf(numbers, isSingle ? `picture ${at}` : key);
  });
}

function numberOf(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}
